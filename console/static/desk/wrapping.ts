/** The summary's sentences, the reason and the follow-up of a contact that has ended. */
import { desk, type FollowUp } from "../live/api";
import { time } from "../live/format";
import { row } from "../live/store/rows";
import { serverNow } from "../live/store/clock";
import type { ContactRow, ProposedFollowUp, Sentence } from "../live/wire";
import { t } from "../live/words";
import { inMine } from "./names";
import { noteTyped, saveNote } from "./saving";
import { isChat, queueOf } from "./store/desk";
import { forget as forgetPlaces } from "./store/aloud";
import { forgetNote, noteText } from "./store/drafts";
import { tell } from "./store/notices";
import * as store from "./store/wrap";

export const pathOf = (each: { path: readonly { es: string; en: string }[] }) => each.path.map(inMine);

/** The note's lines are the agent's own sentences. */
export function own(contact: ContactRow): string[] {
  return noteText(contact.id).split("\n");
}

/** What the server proposes and the agent has neither changed nor struck out. */
export function proposed(contact: ContactRow): Sentence[] {
  const { dismissed } = store.wrap(contact.id);
  return (row("wrap_up", contact.id)?.sentences ?? []).filter((each) => !dismissed.includes(each.key));
}

export function editOwn(contact: ContactRow, index: number, text: string): void {
  noteTyped(contact.id, own(contact).map((line, at) => (at === index ? text : line)).join("\n"));
}

/** A proposed sentence that was changed is the agent's own from then on; an emptied one is gone. */
export function editProposed(contact: ContactRow, sentence: Sentence, text: string): void {
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

export function reasons(contact: ContactRow): store.Choice[] {
  const all = queueOf(contact)?.dispositions ?? [];
  return store.choices(all, pathOf, store.wrap(contact.id).typed, row("wrap_up", contact.id)?.reason?.code ?? null);
}

export function choose(contact: ContactRow, choice: store.Choice | undefined): void {
  if (choice) store.change(contact.id, { chosen: choice.disposition.code, typed: "", selected: 0 });
}

export function proposedFollowUp(contact: ContactRow): ProposedFollowUp | null {
  return row("wrap_up", contact.id)?.follow_up ?? null;
}

export function followKind(contact: ContactRow): store.FollowKind {
  return store.wrap(contact.id).follow ?? (proposedFollowUp(contact) ? "proposed" : "none");
}

function followUp(contact: ContactRow): FollowUp | null {
  const kind = followKind(contact);
  const asked = proposedFollowUp(contact);
  if (kind === "proposed") return asked && { what: asked.what, due_at: asked.due_at };
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

function nextState(contact: ContactRow): { next: "available" } | { next: "away"; reason: string } {
  const { next } = store.wrap(contact.id);
  return next === "available" ? { next } : { next: "away", reason: next };
}

function finished(contact: ContactRow): string {
  if (isChat(contact)) return t("Chat finished at {time}", { time: time(new Date(serverNow())) });
  return store.wrap(contact.id).next === "available" ? t("Finished. You are available.") : t("Finished. You are away.");
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
    await desk.wrapUp(contact.id, { disposition: chosen, follow_up: followUp(contact), ...nextState(contact) });
    forgetNote(contact.id);
    forgetPlaces(contact.id);
    tell(finished(contact));
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error), { trouble: true });
  } finally {
    store.change(contact.id, { finishing: false });
  }
}
