/** The first ten seconds: five lines in the order of reading, in the sheet or beside it. */
import { languageName, phone } from "../../live/format";
import { say } from "../../live/phrases";
import { row } from "../../live/store/rows";
import { secondsUntil } from "../../live/store/clock";
import type { ContactRow } from "../../live/wire";
import { t } from "../../live/words";
import { keyName } from "../../parts/Keys";
import { waitedFor } from "../happened";
import { firstNameOf, greetingOf, inMine, nameOf, quoted, voiceOf } from "../names";
import { current, isChat, queueOf } from "../store/desk";
import { keymap } from "../store/keys";
import { Trust } from "./Head";

/** The line under the bay shrinks by itself; told once how much was left when it was drawn. */
export function TimeLeft({ contact }: { contact: ContactRow }) {
  if (!contact.ring_until) return null;
  const [all, left] = [Date.parse(contact.ring_until) - Date.parse(contact.rung_at ?? contact.ring_until), secondsUntil(contact.ring_until)];
  const share = all > 0 ? Math.min(1, (left * 1000) / all) : 1;
  return <Shrinking key={contact.id} share={share} seconds={left} />;
}

/** The animation must not start again with each tick: the first values stay. */
function Shrinking({ share, seconds }: { share: number; seconds: number }) {
  const begin = (element: HTMLDivElement | null) => {
    if (!element || element.style.getPropertyValue("--share")) return;
    element.style.setProperty("--share", `${share * 100}%`);
    element.style.setProperty("--left", `${seconds}s`);
  };
  return <div class="timeleft" aria-hidden="true" ref={begin} />;
}

function Line({ contact, number = false }: { contact: ContactRow; number?: boolean }) {
  const queue = queueOf(contact);
  const [first, second] = contact.choices.slice(-2);
  return (
    <>
      <b>{queue ? inMine(queue.name) : ""}</b>
      {number && contact.line && <LineNumber line={contact.line} />}
      {first && <>, {t("chose")} <b>{first}</b></>}
      {second && <> {t("and")} <b>{second}</b></>}
    </>
  );
}

function LineNumber({ line }: { line: string }) {
  return <span class="num quiet line-number"> {phone(line)}</span>;
}

/** Names of a shared number are never read out, so they are not shown while it rings. */
function Who({ contact }: { contact: ContactRow }) {
  return (
    <p class="under">
      <Trust contact={contact} long={contact.id === current.value?.id} />
      <span class="lang">{languageName(contact.language)}</span>
    </p>
  );
}

/** What a colleague said who passed it on comes before anything we could guess. */
export function reasonOf(contact: ContactRow): Reason {
  const found = likelyReason(contact);
  if (!contact.passed) return found;
  const by = t("{name} passes it on.", { name: contact.passed.by });
  return contact.passed.words ? { lead: contact.passed.words, more: by } : { ...found, more: [by, found.more].filter(Boolean).join(" ") };
}

interface Reason {
  lead: string;
  more?: string | undefined;
  short?: string | undefined;
}

function likelyReason(contact: ContactRow): Reason {
  const customer = row("customer", contact.customer);
  if (customer?.reason) return say(customer.reason);
  if (contact.certainty === "household" || contact.certainty === "candidates") return { lead: t("Depends on who it is"), more: t("Ask for the name; the record opens once you have chosen.") };
  if (contact.certainty === "unknown") return { lead: t("Unknown; ask"), more: t("Find the person by card, order, phone or e-mail.") };
  const chosen = contact.choices.at(-1);
  if (chosen) return { lead: chosen, more: t("Chosen on the way in.") };
  return { lead: t("Nothing open; ask") };
}

export function warningOf(contact: ContactRow) {
  const warning = row("customer", contact.customer)?.warning;
  if (!warning) return null;
  const { lead, more, brief } = say(warning);
  const tail = contact.purpose === "service" && warning.code !== "no_sales" ? t("No selling on this contact.") : "";
  return { lead, brief, more: [more, tail].filter(Boolean).join(" ") };
}

/** The pop in the sheet. */
export function Pop({ contact }: { contact: ContactRow }) {
  const [reason, warning] = [reasonOf(contact), warningOf(contact)];
  return (
    <dl class="ledger pop" data-rows={warning ? 4 : 3}>
      <div class="row">
        <dt>{t("Line")}</dt>
        <dd>
          <div class="pair line">
            <p><Line contact={contact} number /></p>
            <p class="waited">{t("waited")} <b class="num">{waitedFor(contact)}</b></p>
          </div>
        </dd>
      </div>
      <div class="row"><dt>{t("Who")}</dt><dd><h1 id="who">{nameOf(contact)}</h1><Who contact={contact} /></dd></div>
      <div class="row"><dt>{t("Probable reason")}</dt><dd><p class="lead">{reason.lead}</p>{reason.more && <p>{reason.more}</p>}</dd></div>
      {warning && <div class="row warn"><dt>{t("Careful")}</dt><dd><p class="lead">{warning.lead}</p>{warning.more && <p>{warning.more}</p>}</dd></div>}
    </dl>
  );
}

/** The same five lines in the record column, while somebody writes in the sheet. */
export function Five({ contact }: { contact: ContactRow }) {
  const [reason, warning, voice] = [reasonOf(contact), warningOf(contact), voiceOf(contact)];
  const shown = current.value;
  return (
    <aside class="record rings" aria-label={t("Ringing call")} data-region tabIndex={0}>
      <TimeLeft contact={contact} />
      <dl class="five">
        <div><dt>{t("Line")}</dt><dd><Line contact={contact} />. {t("Waited")} <b class="num">{waitedFor(contact)}</b></dd></div>
        <div>
          <dt>{t("Who")}</dt>
          <dd>
            <h2>{nameOf(contact)}</h2>
            <p class="under"><Trust contact={contact} /><span class="small">{languageName(contact.language)}</span></p>
          </dd>
        </div>
        <div><dt>{t("Probable reason")}</dt><dd><p class="lead"><b>{reason.lead}</b></p>{reason.more && <p>{reason.more}</p>}</dd></div>
        {warning && <div class="warn"><dt>{t("Careful")}</dt><dd><p class="lead">{warning.lead}</p>{warning.more && <p>{warning.more}</p>}</dd></div>}
        <div><dt>{t("Say")}</dt><dd><p class="say" lang={voice}>{quoted(greetingOf(contact), voice)}</p></dd></div>
      </dl>
      {shown && <p class="small quiet">{isChat(shown) ? t("{name}'s record comes back when you answer or decline. The half-written sentence is kept.", { name: firstNameOf(shown) }) : t("The record comes back when you answer or decline.")}</p>}
    </aside>
  );
}

/** Said once, to those who hear the screen. */
export function ringingWords(contact: ContactRow): string {
  const queue = queueOf(contact);
  const reason = reasonOf(contact).lead;
  const facts = { queue: queue ? inMine(queue.name) : "", name: nameOf(contact), reason };
  if (!contact.controls.includes("answer")) return t("Call from {queue}. {name}. {reason}. Answer on your phone.", facts);
  return t("Call from {queue}. {name}. {reason}. {yes} answers, {no} declines.", { ...facts, yes: keyName(keymap.value.answer), no: keyName(keymap.value.no) });
}
