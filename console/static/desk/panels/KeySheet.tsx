/** The sheet on F1: columns are keys, rows are moments. Not modal: bay and rail go on answering. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../live/words";
import { Key } from "../../parts/Keys";
import { current, proposing } from "../store/desk";
import { keymap, type Action } from "../store/keys";
import { keysShown } from "../store/view";
import { momentOf } from "../verbs";
import { ChangeKeys } from "./ChangeKeys";

const COLUMNS: Action[] = ["keys", "search", "answer", "hold", "transfer", "no", "offer", "close"];
type Row = "ringing" | "call" | "chat" | "proposing" | "wrap";
type Words = () => string;

const always = { keys: () => t("Keys"), search: () => t("Search") };
const onCall = { answer: () => t("Mute"), hold: () => t("Hold"), transfer: () => t("Transfer"), no: () => t("Hang up") };
const ROWS: Record<Row, { name: Words; does: Partial<Record<Action, Words>> }> = {
  ringing: { name: () => t("Ringing"), does: { answer: () => t("Answer"), no: () => t("Decline") } },
  call: { name: () => t("On a call"), does: { ...onCall, offer: () => t("Proposal"), close: () => t("Close") } },
  chat: { name: () => t("In a chat"), does: { transfer: () => t("Transfer"), offer: () => t("Proposal"), close: () => t("Close chat") } },
  proposing: { name: () => t("Proposing"), does: { ...onCall, offer: () => t("Back"), close: () => t("Close") } },
  wrap: { name: () => t("Closing"), does: { close: () => t("Finish") } },
};

function here(): Row | null {
  const contact = current.value;
  const moment = momentOf(contact);
  if (moment === "call" && contact && proposing.value.has(contact.id)) return "proposing";
  return moment === "idle" ? null : moment;
}

export function KeySheet() {
  const [changing, setChanging] = useState(false);
  const fold = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    fold.current?.focus();
    return () => before?.isConnected && before.focus();
  }, []);
  return (
    <dialog class="key-sheet" id="ks" open aria-labelledby="kh">
      <div class="k-head">
        <h2 id="kh">{t("Keys")}</h2>
        <p class="quiet small">{t("A key never changes its place; F8 is always no. When a call rings this sheet folds.")}</p>
        <span class="end">
          <button type="button" class="link small" onClick={() => setChanging(!changing)}>{changing ? t("Done") : t("Change keys")}</button>
          <button type="button" class="btn" ref={fold} onClick={() => (keysShown.value = false)}>{t("Fold")} <Key chord="Escape" /></button>
        </span>
      </div>
      {changing ? <ChangeKeys /> : <><FunctionKeys /><Chords /></>}
      <p class="quiet small k-foot">{t("F3, F5, F11 and F12 belong to the browser. Inside a field the F keys and Alt go on working; figures do not.")}</p>
    </dialog>
  );
}

function FunctionKeys() {
  const now = here();
  return (
    <table class="fkeys">
      <caption class="vh">{t("Function keys by moment")}</caption>
      <colgroup><col class="l" />{COLUMNS.map((each) => <col key={each} />)}</colgroup>
      <thead><tr><td />{COLUMNS.map((each) => <th scope="col" key={each}><Key chord={keymap.value[each]} /></th>)}</tr></thead>
      <tbody>
        {(Object.keys(ROWS) as Row[]).map((name) => (
          <tr key={name} class={name === now ? "here" : undefined} aria-current={name === now ? "true" : undefined}>
            <th scope="row">{ROWS[name].name()}</th>
            {COLUMNS.map((action) => {
              const words = ROWS[name].does[action] ?? always[action as keyof typeof always];
              return <td key={action}>{words ? words() : <span class="gap">–</span>}</td>;
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Chords() {
  const map = keymap.value;
  const lastOf = (chord: string) => chord.split(" ").at(-1) ?? chord;
  const groups: { title: string; lines: [string, ComponentChildren][] }[] = [
    { title: t("Go to"), lines: [[map.slot1, <>{t("to")} <Key chord={lastOf(map.slot4)} /> {t("my contacts")}</>], [map.regions, t("next region")], [map.timeline, t("the whole timeline")], [map.profile, t("all about them")], [map.news, t("let the news in")]] },
    { title: t("Search"), lines: [[map.search, t("from anywhere")], ["↑ ↓", t("choose")], ["Enter", t("to open")], ["Ctrl Enter", t("put it into the note")], [map.helped, t("the article helped")], [map.useless, t("it did not")], [map.aloud, t("read aloud, step by step")]] },
    { title: t("Chat"), lines: [["Enter", t("send")], ["Shift Enter", t("another line")], ["/", t("answers that fit")], [map.suggested, t("put the suggested one")]] },
    { title: t("Proposal and closing"), lines: [[map.solved, t("it is solved")], ["1", <>{t("to")} <Key chord="4" /> {t("what they answer")}</>], ["Backspace", t("one step back")], ["Tab", t("next field")], [map.sentence, t("add a sentence")]] },
    { title: t("Keep"), lines: [[map.remember, t("remember this sentence")], [map.says, t("the customer says")], [map.code, t("verify by a code")], [map.duplicate, t("the same person twice?")]] },
  ];
  return (
    <div class="chords">
      {groups.map(({ title, lines }) => (
        <section key={title}>
          <h3>{title}</h3>
          <dl>
            {lines.map(([chord, words], index) => (
              <div key={index}><dt>{chord.split(" ").map((part) => <><Key chord={part} /> </>)}</dt><dd>{words}</dd></div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
