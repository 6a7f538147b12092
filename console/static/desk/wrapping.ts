/** The summary's sentences, the reason and the follow-up of a contact that has ended. */
import { desk, type FollowUp } from "../live/api";
import { time } from "../live/format";
import { say } from "../live/phrases";
import { row } from "../live/store/rows";
import { serverNow } from "../live/store/clock";
import type { ContactRow } from "../live/wire";
import { t } from "../live/words";
import { proposals, type Proposed } from "./happened";
import { inMine } from "./names";
import { noteTyped, saveNote } from "./saving";
import { isChat, queueOf } from "./store/desk";
import { forgetNote, noteText } from "./store/drafts";
import { tell } from "./store/notices";
import * as store from "./store/wrap";

export const pathOf = (each: { path: readonly { es: string; en: string }[] }) => each.path.map(inMine);

/** The note's lines are the agent's own sentences. */
export function own(contact: ContactRow): string[] {
  return noteText(contact.id).split("\n");
}

export function proposed(contact: ContactRow): Proposed[] {
  const { dismissed } = store.wrap(contact.id);
  return proposals(contact).filter((each) => !dismissed.includes(each.key));
}

export function editOwn(contact: ContactRow, index: number, text: string): void {
  noteTyped(contact.id, own(contact).map((line, at) => (at === index ? text : line)).join("\n"));
}

/** A proposed sentence that was changed is the agent's own from then on; an emptied one is gone. */
export function editProposed(contact: ContactRow, sentence: Proposed, text: string): void {
  if (text === sentence.text) return;
  store.dismiss(contact.id, sentence.key);
  const rest = own(contact).filter((line) => line.trim());
  if (text.trim()) noteTyped(contact.id, [text, ...rest].join("\n"));
}

export function addSentence(contact: ContactRow): void {
  const lines = own(contact);
  store.change(contact.id, { adding: true });
  if (lines.at(-1)?.trim()) noteTyped(contact.id, [...lines, ""].join("\n"));
}

function hints(contact: ContactRow): string {
  const customer = row("customer", contact.customer);
  const reason = customer?.reason ? say(customer.reason).lead : "";
  return [...contact.choices, reason, noteText(contact.id)].join(" ");
}

export function reasons(contact: ContactRow): store.Choice[] {
  const all = queueOf(contact)?.dispositions ?? [];
  return store.choices(all, pathOf, store.wrap(contact.id).typed, store.likeliest(all, pathOf, hints(contact), contact.resolved_at ? t("Solved") : t("open")));
}

export function choose(contact: ContactRow, choice: store.Choice | undefined): void {
  if (choice) store.change(contact.id, { chosen: choice.disposition.code, typed: "", selected: 0 });
}

const AFTER_MIN = 15;

/** A late order that is due again today asks to be looked after; anything else proposes nothing. */
export function proposedFollowUp(contact: ContactRow): FollowUp | null {
  const customer = row("customer", contact.customer);
  const due = customer?.reason?.code === "order_late" ? String(customer.reason.facts["due_to"] ?? "") : "";
  if (!due || Date.parse(due) < serverNow()) return null;
  return { what: t("Check the delivery"), due_at: new Date(Date.parse(due) + AFTER_MIN * 60_000).toISOString() };
}

export function followKind(contact: ContactRow): store.FollowKind {
  return store.wrap(contact.id).follow ?? (proposedFollowUp(contact) ? "proposed" : "none");
}

function followUp(contact: ContactRow): FollowUp | null {
  const kind = followKind(contact);
  if (kind === "proposed") return proposedFollowUp(contact);
  const { when } = store.wrap(contact.id);
  return kind === "call_back" && when ? { what: t("Call back"), due_at: new Date(when).toISOString() } : null;
}

/** The reason chosen, or the one highlighted after typing: Enter before F10 is not needed. */
function reasonTaken(contact: ContactRow): string | null {
  const { chosen, typed, selected } = store.wrap(contact.id);
  return chosen ?? (typed.trim() ? (reasons(contact)[selected]?.disposition.code ?? null) : null);
}

/** What is still missing, in words; null when F10 may finish. */
export function missing(contact: ContactRow): string | null {
  if (!reasonTaken(contact)) return t("Choose a reason first");
  const { when } = store.wrap(contact.id);
  if (followKind(contact) === "call_back" && !when) return t("Say when to call back");
  return null;
}

/** Everything into the note, then the contact is closed. Nothing is lost when either fails. */
export async function finish(contact: ContactRow): Promise<void> {
  const chosen = reasonTaken(contact);
  const lacking = missing(contact);
  if (lacking || !chosen) return tell(lacking ?? "", { trouble: true });
  if (store.wrap(contact.id).finishing) return;
  store.change(contact.id, { finishing: true, chosen, typed: "" });
  noteTyped(contact.id, [...proposed(contact).map((each) => each.text), ...own(contact)].filter((line) => line.trim()).join("\n"));
  proposed(contact).forEach((each) => store.dismiss(contact.id, each.key));
  try {
    if (!(await saveNote(contact.id))) throw new Error(t("The summary is not saved yet; it is kept here. Press again to finish."));
    await desk.wrapUp(contact.id, { disposition: chosen, follow_up: followUp(contact), next: "available" });
    forgetNote(contact.id);
    tell(isChat(contact) ? t("Chat finished at {time}", { time: time(new Date(serverNow())) }) : t("Finished. You are available."));
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error), { trouble: true });
  } finally {
    store.change(contact.id, { finishing: false });
  }
}
