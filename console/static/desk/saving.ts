/** Carries drafts to the server: a note at most a second after the keystroke, a message until it is there. */
import { effect } from "@preact/signals";
import { desk, Refused } from "../live/api";
import { receive, row, table } from "../live/store/rows";
import { uuid } from "../live/uuid";
import * as drafts from "./store/drafts";
import * as outbox from "./store/outbox";

const DEBOUNCE_MS = 600;
const LATEST_MS = 900; // after the first unsaved keystroke, even when typing never pauses
const RETRY_MS = 2_000;

const timers = new Map<number, { pause: ReturnType<typeof setTimeout>; first: number }>();

export function noteTyped(contact: number, text: string): void {
  drafts.typeNote(contact, text);
  const first = timers.get(contact)?.first ?? Date.now();
  clearTimeout(timers.get(contact)?.pause);
  const wait = Math.max(0, Math.min(DEBOUNCE_MS, first + LATEST_MS - Date.now()));
  timers.set(contact, { first, pause: setTimeout(() => void saveNote(contact), wait) });
}

/** Sends what is unsaved. True when the server has all of it. */
export async function saveNote(contact: number): Promise<boolean> {
  clearTimeout(timers.get(contact)?.pause);
  timers.delete(contact);
  const draft = drafts.takeToSave(contact);
  if (!draft) return !drafts.unsavedNotes().includes(contact);
  try {
    const note = await desk.saveNote(contact, draft.text, draft.base);
    receive("note", note);
    drafts.noteSaved(note);
    return drafts.unsavedNotes().includes(contact) ? saveNote(contact) : true;
  } catch (error) {
    return notSaved(contact, error);
  }
}

function notSaved(contact: number, error: unknown): false {
  if (error instanceof Refused && error.status === 409) {
    drafts.noteNotSaved(contact, "conflict");
    const newer = row("note", contact);
    if (newer) drafts.reconcileNote(newer);
    return false;
  }
  drafts.noteNotSaved(contact, "offline");
  if (error instanceof Refused && error.passing) {
    timers.set(contact, { first: Date.now(), pause: setTimeout(() => void saveNote(contact), RETRY_MS) });
  }
  return false;
}

export function settle(contact: number, mine: boolean): void {
  drafts.settleConflict(contact, mine);
  void saveNote(contact);
}

/** Again whatever could not be sent: after each heal, and when a killed page comes back. */
export function saveAll(): void {
  for (const contact of drafts.unsavedNotes()) void saveNote(contact);
  for (const message of outbox.outbox.peek()) void deliver(message);
}

export function sendReply(contact: number, text: string): void {
  const message = { contact, client_id: uuid(), text, at: new Date().toISOString() };
  outbox.put(message);
  drafts.typeReply(contact, "");
  void deliver({ ...message, trouble: null });
}

const onTheWay = new Set<string>();

async function deliver(message: outbox.Outgoing): Promise<void> {
  if (onTheWay.has(message.client_id)) return;
  onTheWay.add(message.client_id);
  try {
    receive("message", await desk.send(message.contact, message.client_id, message.text));
    outbox.drop(message.client_id);
  } catch (error) {
    const passing = error instanceof Refused && error.passing;
    outbox.trouble(message.client_id, error instanceof Error ? error.message : String(error));
    if (passing) setTimeout(() => void deliver(message), RETRY_MS);
  } finally {
    onTheWay.delete(message.client_id);
  }
}

/** A refused message goes back where it was written, in front of what is being typed now. */
export function takeBack(message: outbox.Outgoing): void {
  outbox.drop(message.client_id);
  drafts.typeReply(message.contact, [message.text, drafts.replyText(message.contact)].filter(Boolean).join("\n"));
}

/** Notes that arrive are compared with what is typed here; kept drafts come back with their contact. */
export function followNotes(): () => void {
  return effect(() => {
    for (const note of table("note").value.values()) {
      drafts.restoreNote(note.contact);
      drafts.reconcileNote(note);
    }
  });
}
