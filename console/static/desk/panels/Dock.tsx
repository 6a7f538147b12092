/** The bottom of the sheet: what one says while it rings, what one writes afterwards. Always this tall. */
import { ago } from "../../live/format";
import { secondsSince } from "../../live/store/clock";
import { row } from "../../live/store/rows";
import type { ContactRow } from "../../live/wire";
import { t } from "../../live/words";
import { keyName } from "../../parts/Keys";
import { greetingOf, quoted, voiceOf } from "../names";
import { noteTyped, settle } from "../saving";
import { noteDraft, noteText } from "../store/drafts";
import { keymap } from "../store/keys";

export function Voice({ contact }: { contact: ContactRow }) {
  const voice = voiceOf(contact);
  return (
    <section class="dock voice" aria-label={t("Greeting")}>
      <p class="dt">{t("Say")}</p>
      <div>
        <p class="say" lang={voice}>{quoted(greetingOf(contact), voice)}</p>
        <p class="small quiet">{caution(contact)}</p>
      </div>
    </section>
  );
}

function caution(contact: ContactRow): string {
  if (contact.customer !== null) return t("Wait for the name: the number may be somebody else's.");
  if (contact.certainty === "unknown") return t("Then {key} finds the person by card, order, phone or e-mail.", { key: keyName(keymap.value.search) });
  return t("Say no name: more than one person has this number.");
}

export const NOTE_ID = "note";

export function NoteDock({ contact }: { contact: ContactRow }) {
  return (
    <section class="dock" aria-label={t("Note")}>
      <div class="dt">
        <label for={NOTE_ID}>{t("Note")}</label>
        <NoteState contact={contact} />
      </div>
      <div class="body">
        {/* Keyed: another contact's note is another field, with its own caret and undo. */}
        <textarea key={contact.id} id={NOTE_ID} value={noteText(contact.id)} onInput={(event) => noteTyped(contact.id, event.currentTarget.value)} />
      </div>
    </section>
  );
}

/** Saved how long ago, or that it is not: in words, in the margin, where it moves nothing. */
export function NoteState({ contact }: { contact: ContactRow }) {
  const draft = noteDraft(contact.id);
  if (draft?.trouble === "conflict") return <Conflict contact={contact} />;
  if (draft?.trouble === "offline") return <span role="status">{t("not sent,")}<br />{t("kept here")}</span>;
  const saved = row("note", contact.id)?.saved_at;
  if (draft?.dirty) return <span>{t("saving")}</span>;
  if (!saved) return <span role="status" />;
  return (
    <>
      <span role="status">{t("saved")}</span>{" "}
      <br />
      <SavedAgo at={saved} />
    </>
  );
}

function SavedAgo({ at }: { at: string }) {
  return <span class="num">{ago(secondsSince(at))}</span>;
}

function Conflict({ contact }: { contact: ContactRow }) {
  return (
    <span class="conflict">
      <span role="alert">{t("changed in another window")}</span>
      <button type="button" class="link" onClick={() => settle(contact.id, true)}>{t("keep this")}</button>{" "}
      <button type="button" class="link" onClick={() => settle(contact.id, false)}>{t("take that")}</button>
    </span>
  );
}
