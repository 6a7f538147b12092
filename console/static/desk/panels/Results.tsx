/** What the search found, and the article one opened: in the sheet, so the call is never lost. */
import { shortDate } from "../../live/format";
import { serverNow } from "../../live/store/clock";
import type { Hit, Person } from "../../live/wire";
import { plural, t } from "../../live/words";
import { Key } from "../../parts/Keys";
import { Marked } from "../../parts/Mark";
import { open } from "../searching";
import { current, isChat } from "../store/desk";
import { keymap } from "../store/keys";
import * as search from "../store/search";
import { heldNotes, showNotes } from "../store/notes";
import { isPinned } from "../store/shelf";
import { ArticleRow } from "./Article";

export function ResultsRow() {
  if (!search.searching.value) return null;
  const article = search.article.value;
  if (article) return <ArticleRow article={article} />;
  return (
    <section class="row results" aria-labelledby="kb">
      <h2 class="dt" id="kb">{search.people.value.length ? t("Found") : t("Articles")}</h2>
      <div>
        <p class="small quiet pair"><span role="status">{summary()}{search.found.value?.one_name && ` ${t("To find a person, type more of the name.")}`}{search.cut.value && ` ${t("Only the beginning of what you typed was looked for.")}`}</span><HeldNotes /></p>
        <Hits />
      </div>
    </section>
  );
}

/** A note of the day that came meanwhile: offered here, where nothing moves for it. */
function HeldNotes() {
  const many = heldNotes.value;
  if (!many) return null;
  return <button type="button" class="chip" onClick={showNotes}>{plural(many, "1 new note. Show", "{count} new notes. Show")} <Key chord={keymap.value.news} /></button>;
}

function summary(): string {
  if (!search.typed.value.trim()) return t("Pinned and opened last");
  if (search.trouble.value) return t("The search did not answer; type on and it asks again.");
  const found = search.found.value;
  if (!found) return t("Searching");
  const count = search.results.value.length;
  if (count === 0 && found.building) return t("The articles are being made ready for searching. Try again in a moment.");
  const [typed, understood] = [shown(found.typed), shown(found.understood ?? "")];
  if (count === 0) return t("Nothing for “{typed}”. Try fewer or other words.", { typed });
  if (!found.understood) return plural(count, "1 result for “{typed}”", "{count} results for “{typed}”", { typed });
  return plural(count, "1 result for “{understood}”, typed “{typed}”", "{count} results for “{understood}”, typed “{typed}”", { typed, understood });
}

const MOST_SHOWN = 80;

/** Somebody's words inside a sentence of ours: not all of a long text, and in their own direction, which ends with them. */
function shown(words: string): string {
  const letters = [...words];
  return `\u2068${letters.length > MOST_SHOWN ? `${letters.slice(0, MOST_SHOWN).join("").trimEnd()}…` : words}\u2069`;
}

function Hits() {
  const results = search.results.value;
  if (!results.length) return null;
  return (
    <div class="hits" id="hits" role="listbox" aria-labelledby="kb">
      {results.map((result, index) => (
        <HitLine key={result.kind + (result.kind === "person" ? result.person.id : result.hit.article)} result={result} index={index} />
      ))}
    </div>
  );
}

function HitLine({ result, index }: { result: search.Result; index: number }) {
  const selected = search.selected.value === index;
  return (
    <div
      class="hit" id={`hit-${index}`} role="option" aria-selected={selected}
      ref={(element) => { if (selected && element) element.scrollIntoView({ block: "nearest" }); }}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => { search.selected.value = index; void open(result); }}
    >
      {result.kind === "person" ? <PersonHit person={result.person} selected={selected} /> : <ArticleHit hit={result.hit} selected={selected} />}
    </div>
  );
}

const BY: Record<Person["by"], () => string> = {
  phone: () => t("by phone"), email: () => t("by e-mail"), card: () => t("by card"), order: () => t("by order"), document: () => t("by document"),
  phone_near: () => t("a number like it"), email_near: () => t("an e-mail like it"), name: () => t("a name like it"), name_and_birth: () => t("by name and birth date"),
};

function PersonHit({ person, selected }: { person: Person; selected: boolean }) {
  return (
    <div class="pair">
      <h3>{person.name}</h3>
      <span class="meta">{selected && <><Key chord="Enter" /> {t("it is this person")} </>}{BY[person.by]()}{person.by === "name" && ` ${Math.round(person.score)} %`}</span>
    </div>
  );
}

function ArticleHit({ hit, selected }: { hit: Hit; selected: boolean }) {
  return (
    <>
      <div class="pair">
        <h3 lang={hit.language}><Marked pieces={hit.title} /></h3>
        <span class="meta">{!search.typed.value.trim() && isPinned(hit.article) && <>{t("pinned")} </>}{selected ? <Hint hit={hit} /> : hit.reviewed_on && t("reviewed {date}", { date: shortDate(hit.reviewed_on, serverNow()) })}</span>
      </div>
      <p lang={hit.language}><Marked pieces={hit.snippet} />{hit.because.length > 0 && <span class="because"> {hit.because.map(([found, typed]) => `${found} ← ${shown(typed)}`).join(", ")}</span>}</p>
    </>
  );
}

function Hint({ hit }: { hit: Hit }) {
  const contact = current.value;
  const writing = contact && contact.state !== "ringing";
  return (
    <>
      <Key chord="Enter" /> {t("to open")}
      {writing && <> <Key chord="Ctrl Enter" /> {isChat(contact) ? t("into the reply") : t("into the note")}</>}
      {writing && hit.public && isChat(contact) && <> <Key chord="Ctrl Shift Enter" /> {t("its link")}</>}
    </>
  );
}
