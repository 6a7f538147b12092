/** What happened on a contact, told from its own facts. */
import { span, time } from "../live/format";
import { say } from "../live/phrases";
import { row } from "../live/store/rows";
import type { ContactRow, CustomerRow, Sentence } from "../live/wire";
import { t } from "../live/words";
import type { IconName } from "../parts/icons";
import { inMine } from "./names";

export interface Happened {
  id: string;
  at: string;
  icon: IconName;
  title: string;
  detail: string;
}

const OUTCOMES = {
  accepted: () => t("accepted"), rejected: () => t("not interested"), later: () => t("not now"), not_mentioned: () => t("not mentioned"),
};

export function outcomeWord(outcome: keyof typeof OUTCOMES): string {
  return OUTCOMES[outcome]();
}

/** In order of time; what has no moment of its own stands where it must have been. */
export function happened(contact: ContactRow): Happened[] {
  const queue = row("queue", contact.queue);
  const customer = row("customer", contact.customer);
  const chat = contact.channel === "chat";
  const since = contact.accepted_at ?? contact.queued_at;
  const all: (Happened | null)[] = [
    { id: "came", at: since, icon: chat ? "chat" : "phone", title: t("Comes in through {queue}", { queue: queue ? inMine(queue.name) : "" }), detail: cameWith(contact) },
    contact.verified_at ? { id: "verified", at: contact.verified_at, icon: "shield", title: t("Identity verified"), detail: t("two facts") } : null,
    ...during(customer, since),
    turned(contact),
    contact.resolved_at ? { id: "solved", at: contact.resolved_at, icon: "check", title: t("Solved"), detail: "" } : null,
    offered(contact),
    noted(contact),
    contact.ended_at ? { id: "ended", at: contact.ended_at, icon: chat ? "x" : "hangup", title: endedBy(contact), detail: "" } : null,
  ];
  return all.filter((each) => each !== null).sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function cameWith(contact: ContactRow): string {
  const waited = t("waited {time}", { time: waitedFor(contact) });
  const chosen = contact.choices.at(-1);
  return chosen ? `${chosen}; ${waited}` : waited;
}

/** How long somebody waited before anybody took it. */
export function waitedFor(contact: ContactRow): string {
  const until = contact.accepted_at ?? contact.rung_at ?? contact.queued_at;
  return span((Date.parse(until) - Date.parse(contact.queued_at)) / 1000);
}

/** Orders, claims and promises that changed while we spoke. */
function during(customer: CustomerRow | undefined, since: string): Happened[] {
  const kinds = { order: "box", claim: "flag", promise: "pin", purchase: "cart" } as const;
  return (customer?.timeline ?? [])
    .filter((entry) => entry.kind in kinds && Date.parse(entry.at) >= Date.parse(since))
    .map((entry) => ({ id: `entry-${entry.id}`, at: entry.at, icon: kinds[entry.kind as keyof typeof kinds], title: say(entry.title).lead, detail: entry.detail ?? "" }));
}

function offered(contact: ContactRow): Happened | null {
  const script = row("script", contact.id);
  if (!script?.outcome || script.outcome === "not_mentioned") return null;
  return { id: "offered", at: contact.resolved_at ?? contact.ended_at ?? contact.queued_at, icon: "flag", title: t("Proposed {name}", { name: inMine(script.name) }), detail: outcomeWord(script.outcome) };
}

/** Only the closing sheet knows the moment, from the sentence that tells of it. */
function turned(contact: ContactRow): Happened | null {
  const told = row("wrap_up", contact.id)?.sentences.find((each) => each.kind === "purpose_changed");
  return told ? { id: "turned", at: told.at, icon: "basket", title: t("Asks to buy"), detail: "" } : null;
}

function noted(contact: ContactRow): Happened | null {
  const note = row("note", contact.id);
  if (!note?.saved_at || !note.text.trim()) return null;
  const first = note.text.trim().split(/\s+/).slice(0, 5).join(" ");
  return { id: "note", at: note.saved_at, icon: "note", title: t("Your note"), detail: first };
}

function endedBy(contact: ContactRow): string {
  if (contact.ended_by === "agent") return contact.channel === "chat" ? t("You closed it") : t("You hung up");
  if (contact.ended_by === "system") return t("The line dropped");
  return contact.channel === "chat" ? t("The visitor left") : t("The caller hung up");
}

/** Which of these lines a proposed sentence tells of. */
export function eventOf(told: Sentence): string {
  const lines: Record<string, string> = { arrived: "came", verified: "verified", resolved: "solved", offer_outcome: "offered", purpose_changed: "turned" };
  return lines[told.kind] ?? "came";
}
