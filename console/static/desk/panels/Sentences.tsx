/** The summary, sentence by sentence: dotted is proposed, plain is mine; each is tied to its event. */
import { useEffect, useRef } from "preact/hooks";
import { time } from "../../live/format";
import type { ContactRow, Sentence as Told } from "../../live/wire";
import { row } from "../../live/store/rows";
import { t } from "../../live/words";
import { Key } from "../../parts/Keys";
import { keymap } from "../store/keys";
import { pointed, wrap } from "../store/wrap";
import { eventOf } from "../happened";
import { addSentence, editOwn, editProposed, own, proposed } from "../wrapping";

export function Sentences({ contact }: { contact: ContactRow }) {
  const lines = own(contact);
  return (
    <div>
      <ol class="sentences">
        {proposed(contact).map((each) => (
          <li key={each.key}>
            <Sentence text={each.text} change={(text) => editProposed(contact, each, text)} of={eventOf(each)} late />
            <Source of={each} />
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
  /** The event it tells of, marked beside it while one stands here. */
  of?: string;
}

/** Text one may edit in place. The browser owns it while it has the focus: a push never moves the caret. */
function Sentence({ text, change, late = false, fresh = false, of }: Editing) {
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
      ref={here} contentEditable="plaintext-only" role="textbox" tabIndex={0} aria-label={t("Sentence of the summary")} aria-details={of && `e-${of}`} spellcheck={false}
      onInput={late ? undefined : () => change(words())} onFocus={() => (pointed.value = of ?? null)} onBlur={() => ((pointed.value = null), late && change(words().trim()))}
      onKeyDown={(event) => event.key === "Enter" && (event.preventDefault(), here.current?.blur())}
    />
  );
}

/** Leads to the event in the record column; the keyboard sees it marked while the sentence has the focus. */
function Source({ of }: { of: Told }) {
  const event = eventOf(of);
  const lead = (here: MouseEvent) => {
    here.preventDefault();
    document.getElementById(`e-${event}`)?.scrollIntoView({ block: "nearest" });
    pointed.value = event;
  };
  return <a class="source" href={`#e-${event}`} tabIndex={-1} onClick={lead}><time dateTime={of.at}>{time(of.at)}</time> {of.source}</a>;
}

function OwnSource({ contact }: { contact: ContactRow }) {
  const at = row("note", contact.id)?.saved_at;
  return <span class="source">{at && <time dateTime={at}>{time(at)}</time>} {t("from your note")}</span>;
}
