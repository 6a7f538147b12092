/** The summary, sentence by sentence: dotted is proposed, plain is mine; each is tied to its event. */
import { useEffect, useRef } from "preact/hooks";
import { time } from "../../live/format";
import type { ContactRow } from "../../live/wire";
import { row } from "../../live/store/rows";
import { t } from "../../live/words";
import { Key } from "../../parts/Keys";
import type { Happened } from "../happened";
import { keymap } from "../store/keys";
import { wrap } from "../store/wrap";
import { addSentence, editOwn, editProposed, own, proposed } from "../wrapping";

export function Sentences({ contact }: { contact: ContactRow }) {
  const lines = own(contact);
  return (
    <div>
      <ol class="sentences">
        {proposed(contact).map((each) => (
          <li key={each.key}>
            <Sentence text={each.text} change={(text) => editProposed(contact, each, text)} late />
            <Source of={each.of} />
          </li>
        ))}
        {lines.map((text, index) => (lines.length === 1 && !text && !wrap(contact.id).adding ? null : (
          <li key={`own-${index}`} class="mine">
            <Sentence text={text} change={(now) => editOwn(contact, index, now)} fresh={!text && wrap(contact.id).adding && index === lines.length - 1} />
            <OwnSource contact={contact} />
          </li>
        )))}
      </ol>
      <p class="small quiet">
        {t("Each sentence is tied to the fact it tells.")}{" "}
        <button type="button" class="link" onClick={() => addSentence(contact)}>{t("Add a sentence")}</button> <Key chord={keymap.value.sentence} />
      </p>
    </div>
  );
}

interface Editing {
  text: string;
  change: (text: string) => void;
  /** A proposed sentence becomes mine when I leave it, not in the middle of a word. */
  late?: boolean;
  fresh?: boolean;
}

/** Text one may edit in place. The browser owns it while it has the focus: a push never moves the caret. */
function Sentence({ text, change, late = false, fresh = false }: Editing) {
  const here = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    const element = here.current;
    if (element && document.activeElement !== element && element.textContent !== text) element.textContent = text;
  }, [text]);
  useEffect(() => {
    if (fresh) here.current?.focus();
  }, [fresh]);
  const words = () => (here.current?.textContent ?? "").replace(/\s*\n\s*/g, " ");
  return (
    <p
      ref={here} contentEditable="plaintext-only" role="textbox" tabIndex={0} aria-label={t("Sentence of the summary")} spellcheck={false}
      onInput={late ? undefined : () => change(words())} onBlur={late ? () => change(words().trim()) : undefined}
      onKeyDown={(event) => event.key === "Enter" && (event.preventDefault(), here.current?.blur())}
    />
  );
}

function Source({ of }: { of: Happened }) {
  return <span class="source"><time dateTime={of.at}>{time(of.at)}</time> {of.detail || of.title}</span>;
}

function OwnSource({ contact }: { contact: ContactRow }) {
  const at = row("note", contact.id)?.saved_at;
  return <span class="source">{at && <time dateTime={at}>{time(at)}</time>} {t("from your note")}</span>;
}
