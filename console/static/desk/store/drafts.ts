/** What is typed and not yet with the server. Each keystroke is kept in this browser at once. */
import { signal } from "@preact/signals";
import { row } from "../../live/store/rows";
import type { NoteRow } from "../../live/wire";

/** Where drafts outlive the page: localStorage, or a Map in tests. */
export interface Keep {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export interface NoteDraft {
  text: string;
  /** The version it was typed on top of. */
  base: number;
  dirty: boolean;
  /** What is on its way to the server. */
  sent: string | null;
  trouble: "offline" | "conflict" | null;
}

let keep: Keep = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };
const notes = signal<ReadonlyMap<number, NoteDraft>>(new Map());
const replies = signal<ReadonlyMap<number, string>>(new Map());

const noteKey = (contact: number) => `desk.note.${contact}`;
const replyKey = (contact: number) => `desk.reply.${contact}`;

export function keepDraftsIn(place: Keep): void {
  keep = place;
  notes.value = new Map();
  replies.value = new Map();
}

function set(contact: number, draft: NoteDraft): void {
  notes.value = new Map(notes.peek()).set(contact, draft);
  if (draft.dirty) keep.setItem(noteKey(contact), JSON.stringify({ text: draft.text, base: draft.base }));
  else keep.removeItem(noteKey(contact));
}

/** What a page that was killed had kept: shown again, and saved again. */
export function restoreNote(contact: number): void {
  if (notes.peek().has(contact)) return;
  const kept = keep.getItem(noteKey(contact));
  if (!kept) return;
  const { text, base } = JSON.parse(kept) as { text: string; base: number };
  const known = row("note", contact);
  if (known?.text === text) return keep.removeItem(noteKey(contact));
  set(contact, { text, base, dirty: true, sent: null, trouble: null });
}

export function noteDraft(contact: number): NoteDraft | undefined {
  return notes.value.get(contact);
}

export function noteText(contact: number): string {
  return noteDraft(contact)?.text ?? row("note", contact)?.text ?? "";
}

export function typeNote(contact: number, text: string): void {
  const draft = notes.peek().get(contact);
  const base = draft?.base ?? row("note", contact)?.version ?? 0;
  set(contact, { text, base, dirty: true, sent: draft?.sent ?? null, trouble: draft?.trouble === "conflict" ? "conflict" : null });
}

export function unsavedNotes(): number[] {
  return [...notes.peek()].filter(([, draft]) => draft.dirty).map(([contact]) => contact);
}

/** Hands out what to send, once at a time. */
export function takeToSave(contact: number): { text: string; base: number } | null {
  const draft = notes.peek().get(contact);
  if (!draft?.dirty || draft.sent !== null || draft.trouble === "conflict") return null;
  set(contact, { ...draft, sent: draft.text });
  return { text: draft.text, base: draft.base };
}

/** The note as the server has it now: our own save coming back, or another window's. */
export function reconcileNote(note: NoteRow): void {
  const draft = notes.peek().get(note.contact);
  if (!draft || note.version <= draft.base) return;
  if (note.text === draft.text) return set(note.contact, { ...draft, base: note.version, dirty: false, sent: null, trouble: null });
  if (note.text === draft.sent) return set(note.contact, { ...draft, base: note.version, sent: null, trouble: null });
  if (!draft.dirty) return forgetNote(note.contact);
  set(note.contact, { ...draft, sent: null, trouble: "conflict" });
}

export function noteSaved(note: NoteRow): void {
  const draft = notes.peek().get(note.contact);
  if (!draft) return;
  const settled = draft.text === note.text;
  set(note.contact, { ...draft, base: Math.max(draft.base, note.version), dirty: !settled, sent: null, trouble: null });
}

export function noteNotSaved(contact: number, trouble: "offline" | "conflict"): void {
  const draft = notes.peek().get(contact);
  if (draft) set(contact, { ...draft, sent: null, trouble });
}

/** The agent decided between two windows: mine goes on top of the newer one, or the newer stays. */
export function settleConflict(contact: number, mine: boolean): void {
  const [draft, newer] = [notes.peek().get(contact), row("note", contact)];
  if (!mine) return forgetNote(contact);
  if (draft) set(contact, { ...draft, base: newer?.version ?? draft.base, trouble: null });
}

export function forgetNote(contact: number): void {
  const rest = new Map(notes.peek());
  rest.delete(contact);
  notes.value = rest;
  keep.removeItem(noteKey(contact));
}

export function replyText(contact: number): string {
  return replies.value.get(contact) ?? keep.getItem(replyKey(contact)) ?? "";
}

export function typeReply(contact: number, text: string): void {
  replies.value = new Map(replies.peek()).set(contact, text);
  if (text) keep.setItem(replyKey(contact), text);
  else keep.removeItem(replyKey(contact));
}
