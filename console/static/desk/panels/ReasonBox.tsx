/** The reason of a contact: type a few letters over the whole tree, Enter takes the first. */
import { row } from "../../live/store/rows";
import type { ContactRow } from "../../live/wire";
import { t } from "../../live/words";
import { Key } from "../../parts/Keys";
import { Typed } from "../../parts/Mark";
import { queueOf } from "../store/desk";
import { change, folded, wrap, type Choice } from "../store/wrap";
import { choose, pathOf, reasons } from "../wrapping";

/** As many lines as the stylesheet has room for. */
const shownLines = () => (matchMedia("(max-height: 720px)").matches ? 3 : 4);

export function ReasonBox({ contact }: { contact: ContactRow }) {
  const { typed, chosen, selected } = wrap(contact.id);
  const all = queueOf(contact)?.dispositions ?? [];
  const found = reasons(contact);
  const taken = all.find((each) => each.code === chosen);
  const open = !taken || typed !== "";
  // An Enter out of habit takes nothing nobody chose: something was typed, moved to, or is proposed.
  const armed = typed !== "" || selected > 0 || found[0]?.proposed === true;
  const keys = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") change(contact.id, { selected: Math.min(found.length - 1, selected + 1) });
    else if (event.key === "ArrowUp") change(contact.id, { selected: Math.max(0, selected - 1) });
    else if (event.key === "Enter" && open && armed) choose(contact, found[selected]);
    else if (event.key === "Tab" && open && typed) return choose(contact, found[selected]);
    else return;
    event.preventDefault();
  };
  return (
    <div class="combo" data-open={open || undefined}>
      <div class="field">
        <input
          id="disp" type="text" role="combobox" autocomplete="off" aria-required="true" aria-autocomplete="list" aria-expanded={open}
          aria-controls={open ? "tree" : undefined} aria-activedescendant={open && armed && found.length ? `d-${selected}` : undefined}
          value={typed || (taken ? pathOf(taken).join(", ") : "")} placeholder={t("Type a few letters")}
          onFocus={(event) => event.currentTarget.select()}
          onInput={(event) => change(contact.id, { typed: event.currentTarget.value, chosen: null, selected: 0 })} onKeyDown={keys}
        />
        <span class="quiet small">{open ? t("{some} of {all}", { some: found.length, all: all.length }) : t("chosen")}</span>
      </div>
      {open && (
        <ul id="tree" role="listbox" aria-label={t("Reasons")}>
          {windowed(found, selected).map(({ choice, index }) => (
            <ReasonLine key={choice.disposition.code} contact={contact} choice={choice} index={index} selected={armed && index === selected} typed={typed} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** The same number of lines always: the list never changes its height above the next field. */
function windowed(found: Choice[], selected: number): { choice: Choice; index: number }[] {
  const many = shownLines();
  const from = Math.max(0, Math.min(selected - many + 1, found.length - many));
  return found.slice(from, from + many).map((choice, at) => ({ choice, index: from + at }));
}

interface Line {
  contact: ContactRow;
  choice: Choice;
  index: number;
  selected: boolean;
  typed: string;
}

function ReasonLine({ contact, choice, index, selected, typed }: Line) {
  const last = choice.path.length - 1;
  return (
    <li id={`d-${index}`} role="option" aria-selected={selected} onClick={() => choose(contact, choice)}>
      {choice.path.map((part, at) => (at < last ? <span key={at}>{part}</span> : <b key={at}><Typed text={part} typed={typed} fold={folded} /></b>))}
      {choice.proposed && <em>{t("proposed")}<Heard contact={contact} /></em>}
      {selected && <Key chord="Enter" />}
    </li>
  );
}

/** The word that spoke for it, for whoever wonders. */
function Heard({ contact }: { contact: ContactRow }) {
  const heard = row("wrap_up", contact.id)?.reason?.heard;
  return heard ? <span class="vh">{t(", because of “{word}”", { word: heard })}</span> : null;
}
