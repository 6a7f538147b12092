/** Every key can be another one: press the button, then the key. Kept for this agent, on whichever machine. */
import { useState } from "preact/hooks";
import { t } from "../../live/words";
import { Key } from "../../parts/Keys";
import { ACTIONS, chordOf, keymap, remap, standardKeys, type Action } from "../store/keys";

const NAMES: Record<Action, () => string> = {
  keys: () => t("This sheet"), search: () => t("Search"), answer: () => t("Answer, mute"), hold: () => t("Hold"), transfer: () => t("Transfer"),
  no: () => t("Decline, hang up"), offer: () => t("Proposal"), close: () => t("Close"), slot1: () => t("Contact 1"), slot2: () => t("Contact 2"),
  slot3: () => t("Contact 3"), slot4: () => t("Contact 4"), regions: () => t("Next region"), profile: () => t("All about them"), remember: () => t("Remember this"), says: () => t("The customer says"), code: () => t("Verify by a code"), duplicate: () => t("Possible duplicate"),
  timeline: () => t("Whole timeline"),
  news: () => t("Let the news in"), suggested: () => t("Suggested article"), solved: () => t("It is solved"), sentence: () => t("Add a sentence"),
  helped: () => t("The article helped"), useless: () => t("It did not help"), aloud: () => t("Read aloud"),
};
const BROWSERS = ["F3", "F5", "F11", "F12"];

export function ChangeKeys() {
  const [waiting, setWaiting] = useState<Action | null>(null);
  const [told, setTold] = useState("");
  const take = (event: KeyboardEvent, action: Action) => {
    if (waiting !== action || event.key === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") return setWaiting(null);
    const chord = chordOf(event);
    if (!chord) return;
    if (BROWSERS.includes(chord)) return setTold(t("{key} belongs to the browser.", { key: chord }));
    remap(action, chord);
    setWaiting(null);
    setTold(t("{action} is now {key}.", { action: NAMES[action](), key: chord }));
  };
  return (
    <section class="change-keys" aria-label={t("Change keys")}>
      <ul>
        {ACTIONS.map((action) => (
          <li key={action}>
            <span>{NAMES[action]()}</span>
            <button type="button" class="btn" data-waiting={waiting === action || undefined} onClick={() => setWaiting(action)} onKeyDown={(event) => take(event, action)} aria-label={t("Key for {action}: {key}", { action: NAMES[action](), key: keymap.value[action] })}>
              {waiting === action ? t("press a key") : <Key chord={keymap.value[action]} />}
            </button>
          </li>
        ))}
      </ul>
      <p class="small"><span role="status">{told}</span> <button type="button" class="link" onClick={standardKeys}>{t("As they were")}</button></p>
    </section>
  );
}
