import { t } from "../../live/words";
import { LARGEST_MB } from "../attaching";
import { Icon } from "../../parts/icons";
import { chat, draft, lost } from "../store/conversation";
import { say, typing } from "../talking";
import { toggle, way } from "../store/ways";
import { Clip } from "./Clip";
import { CallMe } from "./Ways";

/** As many as the server takes. */
const LONGEST = 4000;
const MOST_LINES = 4;

let field: HTMLTextAreaElement | null = null;

export function focusMessage(): void {
  field?.focus();
}

export function Write() {
  const send = () => {
    const text = draft.value.trim();
    if (!text) return focusMessage();
    draft.value = "";
    say(text);
    focusMessage();
  };
  return (
    <form class="wid-write" onSubmit={(event) => (event.preventDefault(), send())}>
      <p class="wid-lost" role="status">{lost.value && t("No connection. What you write is kept here and goes out as soon as it is back.")}</p>
      <Clip />
      <div>
        <label class="vh" for="wm">{t("Message")}</label>
        <textarea
          id="wm" ref={(here) => void (field = here)} rows={Math.min(MOST_LINES, draft.value.split("\n").length)} maxLength={LONGEST}
          placeholder={t("Write a message")} value={draft.value} enterkeyhint="send" onInput={written} onKeyDown={(event) => sends(event) && (event.preventDefault(), send())}
        />
      </div>
      <button type="submit" class="btn go sq" aria-label={t("Send")}><Icon name="send" /></button>
      <p class="wid-foot">
        {chat.value?.state === "active" ? <CallMe bare /> : <span>{t("Photos or PDF, up to {most} MB", { most: LARGEST_MB })}</span>}
        <button type="button" class="btn plain" aria-expanded={way.value === "privacy"} onClick={() => toggle("privacy")}>{t("Privacy")}</button>
      </p>
    </form>
  );
}

function written(event: { currentTarget: HTMLTextAreaElement }): void {
  draft.value = event.currentTarget.value;
  if (draft.value) typing();
}

/** Enter sends, Shift Enter breaks the line; an Enter that chooses a character does neither. */
function sends(event: KeyboardEvent): boolean {
  return event.key === "Enter" && !event.shiftKey && !event.isComposing;
}
