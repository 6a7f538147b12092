/** All about one person, unfolded when wanted: what is known and who says so, and what it adds up to. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { person } from "../../live/api";
import { capital, languageName, list, onDay, shortDate } from "../../live/format";
import { named, say } from "../../live/phrases";
import { serverNow } from "../../live/store/clock";
import { row } from "../../live/store/rows";
import type { ContactRow, HeldValue, ProfileField, ProfilePage, Remembered } from "../../live/wire";
import { plural, t } from "../../live/words";
import { Icon } from "../../parts/icons";
import { Key } from "../../parts/Keys";
import { doing } from "../jotting";
import { toggleProfile } from "../store/jot";
import { keymap } from "../store/keys";
import { Consents } from "./Consents";
import { Figures } from "./Figures";

type Show = (write: () => Promise<ProfilePage | void>) => Promise<boolean>;

export function Profile({ contact }: { contact: ContactRow }) {
  const [page, setPage] = useState<ProfilePage | null>(null);
  const version = row("customer", contact.customer)?.version;
  const load = async () => setPage(await person.profile(contact.id));
  useEffect(() => void doing(load), [contact.id, contact.certainty, version]);
  const show: Show = (write) => doing(async () => { const next = await write(); if (next) setPage(next); else await load(); });
  return (
    <section class="profile" aria-labelledby="all" aria-busy={page === null}>
      <h2>
        <span id="all">{t("All about them")}</span>
        <button type="button" class="link" onClick={() => toggleProfile(contact.id)}>{t("Fold")}<Key chord={keymap.value.profile} /></button>
      </h2>
      {page && (
        <>
          <Memories contact={contact} kept={page.remembered} show={show} />
          <Cases page={page} />
          <Fields contact={contact} page={page} show={show} />
          {page.household.length > 0 && <Part title={t("Same number")}><p>{list(page.household)}. <span class="quiet">{t("Do not read the names out.")}</span></p></Part>}
          {page.duplicate && <p class="small">{t("Possible duplicate: {name}, {percent} %.", { name: page.duplicate[0], percent: page.duplicate[1] })} <span class="quiet">{t("It is decided after the call")} (<Key chord={keymap.value.duplicate} />).</span></p>}
          {page.new_number && (
            <p class="small">{t("This number is not on record.")} <button type="button" class="link" onClick={() => void show(async () => void (await person.linkNumber(contact.id)))}>{t("It is theirs")}</button></p>
          )}
          <Consents contact={contact} page={page} show={show} />
          <Figures page={page} />
        </>
      )}
    </section>
  );
}

export function Part({ title, children }: { title: string; children: ComponentChildren }) {
  return <div class="part"><h3>{title}</h3>{children}</div>;
}

function Memories({ contact, kept, show }: { contact: ContactRow; kept: Remembered[]; show: Show }) {
  if (!kept.length) return null;
  const end = (each: Remembered, how: "kept" | "taken_back") => void show(async () => void (await person.endPromise(contact.id, each.id, how)));
  return (
    <Part title={t("Remembered")}>
      <ul class="kept">
        {kept.map((each) => (
          <li key={each.id}>
            <p>{each.text}</p>
            <p class="small quiet">{[each.by, shortDate(each.made_at, serverNow()), each.due_at ? t("due {day}", { day: onDay(each.due_at, serverNow()) }) : each.until ? t("until {date}", { date: shortDate(each.until, serverNow(), true) }) : ""].filter(Boolean).join(", ")}{" "}
              {each.due_at && <button type="button" class="link" onClick={() => end(each, "kept")}>{t("Kept")}</button>}{" "}
              <button type="button" class="link" onClick={() => end(each, "taken_back")}>{t("No longer")}</button></p>
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** What is still open between them and us: claims first. */
function Cases({ page }: { page: ProfilePage }) {
  if (page.cases?.length === 0) return null;
  return (
    <Part title={t("Open cases")}>
      {page.cases ? <ul class="kept">{page.cases.map((each, index) => <li key={index}><p>{each.code === "order" ? t("Order {number}", { number: say(each).lead }) : say(each).lead}</p></li>)}</ul> : <p class="quiet">{t("open when verified")}</p>}
    </Part>
  );
}

const LABELS: Record<string, () => string> = {
  birth_date: () => t("Born on"), document: () => t("Document"), card: () => t("Card"), card_since: () => t("Card since"), points: () => t("Points"),
  prefers: () => t("Prefers"), moment: () => t("Best time"), store: () => t("Store"),
};
const RULES: Record<ProfileField["rule"], () => string> = {
  only: () => t("nobody says otherwise"), verified: () => t("said by the person themself, verified"), corrected: () => t("put right on a contact"),
  authority: () => t("this source keeps it most carefully"), valid: () => t("the others can't be right"), recent: () => t("the most recent"),
  frequent: () => t("most sources say so"), longest: () => t("the most complete"),
};

function Fields({ contact, page, show }: { contact: ContactRow; page: ProfilePage; show: Show }) {
  return (
    <Part title={t("Known, and who says so")}>
      <dl class="kv">
        {page.fields.map((field) => (
          <div key={field.field}>
            <dt>{LABELS[field.field]?.() ?? capital(named(field.field))}</dt>
            <dd>{field.sealed ? <span class="sealed"><Icon name="lock" />{t("open when verified")}</span> : <Value contact={contact} field={field} show={show} />}</dd>
          </div>
        ))}
      </dl>
    </Part>
  );
}

function Value({ contact, field, show }: { contact: ContactRow; field: ProfileField; show: Show }) {
  const [first] = field.held;
  if (!first) return null;
  return (
    <details class="fold held-values">
      <summary><b>{shown(field.field, first.value)}</b> <span>{origin(first)}{others(field)}</span></summary>
      <p>{t("Shown because: {rule}. Certainty {percent} %.", { rule: RULES[field.rule](), percent: Math.round(field.confidence * 100) })}</p>
      <ul>
        {field.held.slice(1).map((each, index) => <li key={index}>{shown(field.field, each.value)} <span>{origin(each)}</span></li>)}
      </ul>
      {field.correctable && <PutRight contact={contact} field={field} show={show} />}
    </details>
  );
}

/** How many sources say the same, and how many say something else. */
function others(field: ProfileField): string {
  const [first, ...rest] = field.held;
  const same = rest.filter((each) => each.value === first?.value).length;
  const different = rest.length - same;
  return [same && t(", and {count} more", { count: same }), different && plural(different, "; 1 otherwise", "; {count} otherwise")].filter(Boolean).join("");
}

function origin(held: HeldValue): string {
  const at = shortDate(held.at, serverNow());
  if (held.by) return t("{name}, {date}, until {until}", { name: held.by, date: at, until: shortDate(held.until ?? held.at, serverNow(), true) });
  return `${held.source}, ${at}`;
}

function shown(field: string, value: string): string {
  if (field === "language") return languageName(value);
  if (field === "prefers") return named(value);
  return field === "birth_date" ? value.split("-").reverse().join("/") : value;
}

function PutRight({ contact, field, show }: { contact: ContactRow; field: ProfileField; show: Show }) {
  const [value, setValue] = useState("");
  const send = async (event: Event) => {
    event.preventDefault();
    if (value.trim() && (await show(() => person.correct(contact.id, field.field, value.trim())))) setValue("");
  };
  return (
    <form class="put-right" onSubmit={(event) => void send(event)}>
      <input type="text" aria-label={t("What is right: {field}", { field: named(field.field) })} placeholder={t("What is right")} maxLength={300} value={value} onInput={(event) => setValue(event.currentTarget.value)} />
      <button type="submit" class="btn">{t("Put right")}</button>
    </form>
  );
}
