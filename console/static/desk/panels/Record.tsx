/** Who this is. Stays put for the whole contact: what opens, opens where it stood. */
import { useRef } from "preact/hooks";
import { daysBefore, lineDate, list, onDay, shortDate, time } from "../../live/format";
import { consentLabel, say } from "../../live/phrases";
import { desk } from "../../live/api";
import { row } from "../../live/store/rows";
import { serverNow } from "../../live/store/clock";
import type { ContactRow, CustomerRow, Entry, Fact, Promise as Kept } from "../../live/wire";
import { plural, t } from "../../live/words";
import { Icon, type IconName } from "../../parts/icons";
import { Key } from "../../parts/Keys";
import { Profile, Timeline } from "./later";
import { profileOpen, toggleProfile } from "../store/jot";
import { keymap } from "../store/keys";
import { openQuoted } from "../searching";
import { proposing } from "../store/desk";
import { timelineOpen, toggleTimeline } from "../store/view";

export function Record({ contact }: { contact: ContactRow }) {
  const customer = row("customer", contact.customer);
  const all = profileOpen.value.has(contact.id);
  const whole = !all && timelineOpen.value.has(contact.id);
  return (
    <aside class="record" aria-label={t("Record")} data-region tabIndex={-1} key={contact.id}>
      {customer ? (
        <>
          {customer.promise && <PromiseBox promise={customer.promise} />}
          {!all && <Facts contact={contact} customer={customer} short={whole} />}
          {all && <Profile contact={contact} />}
          {!all && proposing.value.has(contact.id) && <Consents customer={customer} />}
          {whole ? <Timeline contact={contact} customer={customer} /> : !all && <LastContacts contact={contact} customer={customer} />}
          {!whole && !all && <Sources contact={contact} customer={customer} />}
        </>
      ) : (
        <Nobody contact={contact} />
      )}
    </aside>
  );
}

export function PromiseBox({ promise, standing = false }: { promise: Kept; standing?: boolean }) {
  const by = promise.due_at ? t("before {time}", { time: time(promise.due_at) }) : "";
  return (
    <section class="promise" aria-label={t("Promise to keep")}>
      <p>
        <Icon name="pin" /> {standing ? t("Still stands,") : promise.due_at ? promisedFor(promise.due_at) : t("Promised")} {by && <b class="due">{by}</b>}
      </p>
      <p class="lead">{promise.text}</p>
      <p>{standing ? t("It will be shown on the next call.") : [promise.where ? `${promise.where}.` : "", promise.by ? t("{name} promised it {day}.", { name: promise.by, day: onDay(promise.made_at, serverNow()) }) : ""].join(" ")}</p>
    </section>
  );
}

/** Today and tomorrow by name, other days by their date. */
function promisedFor(due: string): string {
  const gap = daysBefore(due, serverNow());
  if (gap === 0 || gap === 1 || gap === -1) return t("Promised for {day},", { day: onDay(due, serverNow()) });
  return t("Promised for {date},", { date: shortDate(due, serverNow()) });
}

const LABELS: Record<Fact["label"], () => string> = {
  card: () => t("Card"), points: () => t("Points"), shops: () => t("Shops at"), order: () => t("Open order"), prefers: () => t("Prefers"),
  remembered: () => t("Remember"), address: () => t("Address"), policy: () => t("Policy"), email: () => t("E-mail"),
};
const SHORT: Fact["label"][] = ["card", "order"];

function Facts({ contact, customer, short }: { contact: ContactRow; customer: CustomerRow; short: boolean }) {
  const facts = customer.facts.filter((each) => !short || SHORT.includes(each.label));
  return (
    <section>
      {!short && <h2>{t("Record")}</h2>}
      <dl class="kv">
        {facts.map((fact, index) => (
          <FactLine key={fact.label + facts.slice(0, index).filter((each) => each.label === fact.label).length} contact={contact} figures={fact.label !== "shops"} label={LABELS[fact.label]()} value={say(fact.value).lead} />
        ))}
        <Sealed contact={contact} />
      </dl>
    </section>
  );
}

/** A fact that changes while we speak changes in place, and keeps a mark in the margin. */
function FactLine({ contact, label, value, figures }: { contact: ContactRow; label: string; value: string; figures: boolean }) {
  const first = useRef({ contact: contact.id, value });
  if (first.current.contact !== contact.id) first.current = { contact: contact.id, value };
  const changed = first.current.value !== value;
  return (
    <div>
      <dt>{label}</dt>
      <dd class={[figures && "num", changed && "changed"].filter(Boolean).join(" ")}>{value}{changed && <span class="vh"> {t("(changed during this contact)")}</span>}</dd>
    </div>
  );
}

const LINES = 2;

/** Keeps its two lines from the start: opening moves nothing; more of them scroll. */
function Sealed({ contact }: { contact: ContactRow }) {
  const open = contact.certainty === "verified" ? row("sealed", contact.customer) : undefined;
  return (
    <div class="seal">
      <dt>{t("Address, policies")}</dt>
      <dd>
        {!open && <span class="sealed"><Icon name="lock" />{t("open when verified")}</span>}
        {open && (
          <div class="opened" role="group" aria-label={t("Address, policies")} {...(open.facts.length > LINES ? { tabIndex: 0 } : {})}>
            {open.facts.map((fact, index) => <p key={index}>{say(fact.value).lead}</p>)}
            {open.facts.length === 0 && <p class="quiet">{t("none on record")}</p>}
          </div>
        )}
      </dd>
    </div>
  );
}

function Consents({ customer }: { customer: CustomerRow }) {
  if (!customer.consents.length) return null;
  return (
    <section>
      <h2>{t("May be proposed")}</h2>
      <dl class="kv">
        {customer.consents.map((phrase, index) => (
          <div key={index}><dt>{consentLabel(phrase)}</dt><dd>{say(phrase).lead}</dd></div>
        ))}
      </dl>
    </section>
  );
}

export const ENTRY_ICONS: Record<Entry["kind"], IconName> = {
  call: "phone", chat: "chat", purchase: "cart", order: "box", claim: "flag", promise: "pin", note: "note", offer: "basket", profile: "check", article: "doc",
};

function LastContacts({ contact, customer }: { contact: ContactRow; customer: CustomerRow }) {
  return (
    <section>
      <h2>
        {t("Last three contacts")}{" "}
        <button type="button" class="link" onClick={() => toggleTimeline(contact.id)}>{t("All")}<Key chord={keymap.value.timeline} /></button>
      </h2>
      {customer.contacts.length === 0 && <p class="quiet small">{t("This is the first one.")}</p>}
      <ol class="line-list">
        {customer.contacts.map((entry) => (
          <li key={entry.id}>
            <Icon name={ENTRY_ICONS[entry.kind]} />
            <time dateTime={entry.at}>{lineDate(entry.at, serverNow())}</time>
            <p>{say(entry.title).lead} <span>{aside(entry)}</span><Cites entry={entry} /></p>
          </li>
        ))}
      </ol>
    </section>
  );
}

export function aside(entry: Entry): string {
  return [entry.by, entry.detail ?? say(entry.title).more].filter(Boolean).join(", ");
}

/** What was quoted or read then, in its version of then; the key that opens a page beside opens it on a page. */
export function Cites({ entry }: { entry: Entry }) {
  return (
    <>
      {entry.articles.map(({ article, version, title }) => (
        <a key={`${article}.${version}`} class="cites small" href={desk.quotedAddress(article, version)} onClick={(event) => !event.ctrlKey && !event.metaKey && (event.preventDefault(), void openQuoted(article, version))}>
          {entry.kind === "article" ? t("version {n}", { n: version }) : `${title || t("an article for some")} (v${version})`}
        </a>
      ))}
    </>
  );
}

/** Folded until wanted: every value with its source, what is remembered, what was agreed, the sums. */
function Sources({ contact, customer }: { contact: ContactRow; customer: CustomerRow }) {
  const names = list(customer.sources.map(sourceName));
  return (
    <p class="foot small quiet">
      {customer.sources.length > 0 && <>{plural(customer.sources.length, "One person, one source: {names}", "One person, {count} sources: {names}", { names })}. </>}
      {customer.duplicate !== null && <>{t("Possible duplicate, {percent} %", { percent: customer.duplicate })}: {t("look at it after the contact.")} </>}
      <button type="button" class="link" onClick={() => toggleProfile(contact.id)}>{t("All about them")}<Key chord={keymap.value.profile} /></button>
    </p>
  );
}

function sourceName(code: string): string {
  const names: Record<string, () => string> = {
    crm: () => t("CRM"), loyalty: () => t("card"), shop: () => t("web shop"), insurance: () => t("insurance"), console: () => t("this desk"),
  };
  return names[code]?.() ?? code;
}

function Nobody({ contact }: { contact: ContactRow }) {
  const several = contact.candidates.length > 0;
  return (
    <section>
      <h2>{t("Record")}</h2>
      <p class="quiet">{contact.certainty === "candidates" ? t("Somebody we know has a name like it. The record opens once you have chosen.") : several ? t("More than one person has this number. The record opens once you have chosen one.") : t("Nobody is recognised yet. The record opens once you have found the person.")}</p>
    </section>
  );
}
