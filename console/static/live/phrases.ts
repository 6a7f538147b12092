/** Everything the server may ask us to say, in words. A new code without words does not compile. */
import { capital, money, onDay, shortDate, sinceDay, span, time } from "./format";
import { serverNow } from "./store/clock";
import { t } from "./words";
import type { Phrase, PhraseCode } from "./wire";

export interface Said {
  /** The sentence itself, without a full stop. */
  lead: string;
  /** The same where there is room for a few words only. */
  brief?: string;
  /** What explains it, with its full stop. */
  more?: string;
  /** The same in one sentence, for the head of a call in hand. */
  short?: string;
}

class Facts {
  constructor(private readonly facts: Phrase["facts"]) {}
  has(name: string): boolean {
    return this.facts[name] !== null && this.facts[name] !== undefined && this.facts[name] !== "";
  }
  text(name: string): string {
    return this.has(name) ? String(this.facts[name]) : "";
  }
  number(name: string): number {
    return Number(this.facts[name] ?? 0);
  }
  money(name: string): string {
    return money(this.number(name), this.text("currency") || "EUR");
  }
}

const today = () => serverNow();
const said = (lead: string, more = ""): Said => (more ? { lead, more } : { lead });
const sentence = (text: string) => (/[.!?…]$/.test(text) ? text : `${text}.`);
const joined = (...parts: string[]) => parts.filter(Boolean).join(", ");

/** Codes of other people's systems that are part of our interface; anything else is shown as it came. */
const NAMES: Record<string, () => string> = {
  phone: () => t("telephone"), voice: () => t("telephone"), chat: () => t("chat"), email: () => t("e-mail"), sms: () => t("text message"),
  post: () => t("letter"), any: () => t("any channel"),
  paid: () => t("paid"), placed: () => t("placed"), preparing: () => t("being prepared"), sent: () => t("on its way"),
  on_the_way: () => t("on its way"), shipped: () => t("on its way"), in_delivery: () => t("on its way"), late: () => t("late"), delivered: () => t("delivered"),
  cancelled: () => t("cancelled"), returned: () => t("returned"), open: () => t("open"), closed: () => t("closed"), settled: () => t("settled"),
  recorded_call: () => t("recorded call"), web_form: () => t("web form"), paper: () => t("on paper"),
  sales: () => t("offers"), marketing: () => t("offers"), profiling: () => t("from purchases"), service: () => t("service"),
  insurance: () => t("insurance"), offers: () => t("offers"),
  name: () => t("name"), birth_date: () => t("date of birth"), document: () => t("identity document"), phones: () => t("telephone"),
  emails: () => t("e-mail"), address: () => t("address"), postcode: () => t("postcode"), city: () => t("town"), language: () => t("language"),
  prefers: () => t("preferred channel"), moment: () => t("preferred time"), store: () => t("usual store"),
};

export function named(code: string): string {
  const contact = /^contact (\d+)$/.exec(code)?.[1];
  return NAMES[code]?.() ?? (contact ? t("contact {number}", { number: contact }) : code);
}

/** A span without its day: `from 18:00 to 20:00`. */
function between(facts: Facts): string {
  const [from, to] = [facts.text("due_from"), facts.text("due_to")];
  const day = onDay(to || from, today());
  if (from && to) return t("{day} from {from} to {to}", { day, from: time(from), to: time(to) });
  return t("{day} by {time}", { day, time: time(to || from) });
}

function every(days: number): string {
  if (days <= 0) return "";
  if (days <= 8) return t("online every week");
  if (days <= 16) return t("online every two weeks");
  if (days <= 35) return t("online every month");
  return t("online every {days} days", { days });
}

function consent(facts: Facts, answer: string): string {
  const on = facts.has("on") ? shortDate(facts.text("on"), today(), true) : "";
  const until = facts.has("until") ? t("until {date}", { date: facts.text("until").slice(0, 4) }) : "";
  return joined(answer, on, named(facts.text("how")), until);
}

/** What a consent is about: the label beside it. */
export function consentLabel(phrase: Phrase): string {
  const facts = new Facts(phrase.facts);
  const purpose = facts.text("purpose");
  if (purpose === "profiling") return t("From purchases");
  const channel = facts.text("channel");
  if (channel) return t("By {channel}", { channel: named(channel) });
  return purpose ? named(purpose) : t("Offers");
}

const WORDS: Record<PhraseCode, (facts: Facts) => Said> = {
  text: (f) => said(f.text("text")),
  card: (f) => said(joined(`···· ${f.text("last4")}`, f.has("since") ? t("since {year}", { year: f.text("since") }) : "")),
  order: (f) => said(joined(f.text("number"), f.has("amount_cents") ? f.money("amount_cents") : "", named(f.text("state")))),
  shops: (f) => said([f.text("store"), every(f.number("web_every_days"))].filter(Boolean).join("; ")),
  prefers: (f) => said(joined(capital(named(f.text("channel"))), f.text("moment") ? momentOfDay(f.text("moment")) : "")),
  address: (f) => said(f.text("text")),
  policy: (f) => said(joined(f.text("product"), f.text("number"), f.has("until") ? t("until {date}", { date: shortDate(f.text("until"), today()) }) : "")),
  points: (f) => said(joined(t("{points} points", { points: f.number("points") }), f.has("missing") ? t("{points} to go", { points: f.number("missing") }) : "")),

  order_late: (f) => late(
    t("Order {number} is late", { number: f.text("number") }),
    f.has("due_to") || f.has("due_from") ? t("It was due {when}.", { when: between(f) }) : "",
    f.has("detail") ? sentence(f.text("detail")) : "",
  ),
  claim_open: (f) => ({ brief: t("Claim open"), ...said(
    t("Claim {number} open {since}", { number: f.text("number"), since: f.has("since") ? sinceDay(f.text("since"), today()) : "" }).trim(),
    sentence(joined(f.text("detail"), f.has("amount_cents") ? t("{money} to give back", { money: f.money("amount_cents") }) : "") || t("It is being looked into")),
  ) }),
  promise_due: (f) => said(f.text("text"), t("It is due {day} by {time}.", { day: onDay(f.text("due_at"), today()), time: time(f.text("due_at")) })),
  no_sales: () => said(t("Asked not to be sold anything"), t("Help and say goodbye: no proposal on this contact.")),
  repeated: (f) => said(t("Contact number {count} in {days} days", { count: f.number("count"), days: f.number("days") }), t("Read the last contacts before asking again.")),

  call: (f) => said(f.text("text") || t("Call")),
  call_abandoned: (f) => said(t("Hung up after {time} in the queue", { time: span(f.number("waited_seconds")) })),
  chat: (f) => said(f.text("text") || t("Chat")),
  read: (f) => said(t("Read “{title}”", { title: f.text("text") })),
  purchase: (f) => said(joined(f.text("store") || t("Web shop"), f.money("amount_cents"))),
  claim: (f) => said([f.text("text"), joined(f.text("number"), named(f.text("state")))].filter(Boolean).join(" · ")),
  promise: (f) => said(f.text("text")),
  corrected: (f) => said(t("Put right: {field}", { field: named(f.text("field")) })),
  profile_merge: () => said(t("Two profiles became one")),
  profile_split: () => said(t("Records became a profile of their own")),
  profile_undo: (f) => said(f.text("what") === "merge" ? t("Taken back: the profiles are two again") : f.text("what") === "split" ? t("Taken back: the profiles are one again") : t("Taken back: what was undone counts again")),
  answered: (f) => said(f.text("answer") === "yes" ? t("Said yes: {purpose}", { purpose: named(f.text("purpose")) }) : t("Said no: {purpose}", { purpose: named(f.text("purpose")) })),
  offer_accepted: (f) => said(t("Accepted: {name}", { name: f.text("name") })),
  offer_rejected: (f) => said(t("Not interested: {name}", { name: f.text("name") }), f.text("reason")),
  offer_later: (f) => said(t("Not now: {name}", { name: f.text("name") }), f.has("on") ? t("again from {date}", { date: shortDate(f.text("on"), today()) }) : ""),
  note: (f) => said(f.text("text")),

  consent_yes: (f) => said(consent(f, t("yes"))),
  consent_no: (f) => said(consent(f, t("no"))),

  margin: (f) => said(t("What it earns when accepted: {money}", { money: f.money("margin_cents") })),
  bought: (f) => said(t("{what} in {times} of the last {of} purchases", { what: f.text("what"), times: f.number("times"), of: f.number("of") })),
  declared: (f) => said(t("Told us: {what}", { what: f.text("what") })),
  discount_cost: (f) => said(t("The discount, {money} each time", { money: f.money("discount_cents") })),
  cost_of_asking: (f) => said(t("{seconds} seconds of attention", { seconds: f.number("seconds") })),
  gate_purpose: () => said(t("A service contact carries no selling")),
  gate_consent: (f) => said(t("no consent: {purpose}", { purpose: named(f.text("purpose")) })),
  gate_certainty: () => said(t("It is not certain enough who this is")),
  gate_service_first: (f) => said(f.has("number") ? t("{number} comes first", { number: f.text("number") }) : t("What went wrong comes first")),
  gate_instruction: () => said(t("Asked not to be sold anything")),
  gate_skill: (f) => said(t("needs a trained agent: {skill}", { skill: named(f.text("skill")) })),
  gate_eligibility: (f) => said(f.text("text")),
  gate_muted: (f) => said(t("asked before; not again until {date}", { date: shortDate(f.text("until"), today()) })),
  gate_repeated: (f) => said(t("contact number {count} in {days} days: help first", { count: f.number("count"), days: f.number("days") })),
  gate_contradiction: (f) => said(f.text("text")),
  gate_capped: (f) => said(t("told often enough: {times} times", { times: f.number("times") })),
  gate_suitability: (f) => said(f.text("text")),
  gate_profit: (f) => said(t("would cost more than it brings: {money}", { money: f.money("expected_cents") })),
  lower: () => said(t("worth less than this one")),
  no_offers: () => said(t("Nothing in the catalogue is live")),
};

/** When it was due matters while it rings; what became of it matters for the rest of the call. */
function late(lead: string, due: string, detail: string): Said {
  return { ...said(lead, [due, detail].filter(Boolean).join(" ")), ...(detail ? { short: detail } : {}) };
}

function momentOfDay(moment: string): string {
  if (moment === "morning" || moment === "mañana") return t("in the morning");
  if (moment === "afternoon" || moment === "tarde") return t("in the afternoon");
  if (moment === "evening" || moment === "noche") return t("in the evening");
  return moment;
}

/** In words, in the reader's language. */
export function say(phrase: Phrase): Said {
  const words = WORDS[phrase.code] as ((facts: Facts) => Said) | undefined;
  return words ? words(new Facts(phrase.facts)) : said(String(phrase.facts["text"] ?? ""));
}
