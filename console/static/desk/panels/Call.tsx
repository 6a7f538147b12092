/** A call in hand: why, who it really is, and whatever one looks up meanwhile. */
import { shortDate, time } from "../../live/format";
import { row } from "../../live/store/rows";
import { serverNow } from "../../live/store/clock";
import type { Check, ContactRow } from "../../live/wire";
import { plural, t } from "../../live/words";
import { Key } from "../../parts/Keys";
import { doesNotMatch, solve, tickCheck, turnToSales } from "../actions";
import { quoted, voiceOf } from "../names";
import { openCode } from "../coding";
import { FACTS_NEEDED, ticks } from "../store/checks";
import { codeLine } from "../store/code";
import { isChat } from "../store/desk";
import { keymap } from "../store/keys";
import { VERIFYING } from "../voice";
import { CodeLine } from "./later";
import { reasonOf, warningOf } from "./Pop";

export function ReasonRow({ contact }: { contact: ContactRow }) {
  const [reason, warning] = [reasonOf(contact), warningOf(contact)];
  const chosen = isChat(contact) && contact.choices.at(-1) !== reason.lead ? contact.choices.at(-1) : undefined;
  return (
    <section class="row" aria-labelledby="why-row">
      <h2 class="dt" id="why-row">{t("Reason")}</h2>
      <div class="pair">
        <p>
          {chosen && <><b>{chosen}</b>, {t("chosen on the way in.")} </>}
          <b>{reason.lead}.</b> {reason.short ?? reason.more} {warning && <span class="alert-ink">{warning.brief ?? warning.lead}.</span>}
        </p>
        <Chip contact={contact} />
      </div>
    </section>
  );
}

/** One chip at one place: that it is solved, and how many proposals wait for that. It names none. */
function Chip({ contact }: { contact: ContactRow }) {
  const decision = row("decision", contact.id);
  if (contact.state !== "active") return null;
  const asks = decision?.closed?.code === "gate_purpose" && (
    <button type="button" class="chip" title={t("Only when the customer asks to buy; it is recorded")} onClick={() => void turnToSales(contact)}>{t("Asks to buy")}</button>
  );
  if (contact.resolved_at) {
    return (
      <span class="chips">
        {asks}
        <span class="chip done" role="status">
          {t("Solved at {time}", { time: time(contact.resolved_at) })}
          {(decision?.proposal ?? row("script", contact.id)) && <Key chord={keymap.value.offer} />}
        </span>
      </span>
    );
  }
  const many = decision?.proposals ?? 0;
  return (
    <span class="chips">
      {asks}
      <button type="button" class="chip" onClick={() => void solve(contact)}>
        {many ? plural(many, "1 proposal once solved", "{count} proposals once solved") : t("It is solved")} <Key chord={keymap.value.solved} />
      </button>
    </span>
  );
}

const FACT_NAMES: Record<Check["code"], () => string> = {
  birth_date: () => t("Date of birth"), card_last4: () => t("Card"), document_last4: () => t("Identity document"), postcode: () => t("Postcode"),
};

export function VerifyRow({ contact }: { contact: ContactRow }) {
  const checks = row("customer", contact.customer)?.checks ?? [];
  if (contact.customer === null || contact.state !== "active") return null;
  const voice = voiceOf(contact);
  const enough = checks.length >= FACTS_NEEDED;
  const coding = codeLine.value?.contact === contact.id && contact.certainty !== "verified";
  const asked = checks.slice(0, FACTS_NEEDED).map((each) => each.code);
  return (
    <section class="row" aria-labelledby="vq">
      <h2 class="dt" id="vq">{t("Verify")}</h2>
      <div>
        {enough && !coding && !isChat(contact) && <p class="say small" lang={voice}>{quoted(VERIFYING[voice](asked), voice)}</p>}
        <form onSubmit={(event) => event.preventDefault()}>
          <fieldset class="facts">
            <legend class="vh">{t("Two facts: tick those that match")}</legend>
            {enough ? checks.map((check) => <FactBox key={check.code} contact={contact} check={check} />) : <span class="small quiet">{t("The record has no two facts to ask for.")}</span>}
            <Verdict contact={contact} enough={enough} />
          </fieldset>
        </form>
        {coding && <CodeLine contact={contact} />}
      </div>
    </section>
  );
}

function FactBox({ contact, check }: { contact: ContactRow; check: Check }) {
  const verified = contact.certainty === "verified";
  const on = (verified ? contact.verified_by : ticks(contact.id)).includes(check.code);
  const value = check.code === "birth_date" ? birthDate(check.value) : check.value;
  return (
    <label class="fact">
      <input type="checkbox" checked={on} aria-disabled={verified} onChange={(event) => verified ? (event.currentTarget.checked = on) : void tickCheck(contact, check.code, event.currentTarget.checked)} />
      {FACT_NAMES[check.code]()} <b class="num">{value}</b>
    </label>
  );
}

/** 14/03/1968: as it is said at the counter, in figures. */
function birthDate(iso: string): string {
  const [year, month, day] = iso.split("-");
  return day ? `${day}/${month}/${year}` : shortDate(iso, serverNow());
}

function Verdict({ contact, enough }: { contact: ContactRow; enough: boolean }) {
  if (contact.certainty === "verified") {
    const by = contact.verified_by.includes("code") ? t("verified by a code at {time}", { time: time(contact.verified_at ?? "") }) : t("verified at {time}", { time: time(contact.verified_at ?? "") });
    return <span class="end" role="status">{contact.verified_at ? by : t("verified")}</span>;
  }
  const lacking = FACTS_NEEDED - ticks(contact.id).length;
  return (
    <span class="end">
      {enough && lacking > 0 && plural(lacking, "one fact to go.", "two facts to go.")}{" "}
      {enough && <><button type="button" class="link" onClick={() => void doesNotMatch(contact)}>{t("Does not match")}</button>{" "}</>}
      <button type="button" class="link" onClick={() => void openCode()}>{t("Code")}<Key chord={keymap.value.code} /></button>
    </span>
  );
}
