/** The notes of the day. One that comes while somebody reads results is held until they let it in. */
import { computed, effect, signal } from "@preact/signals";
import { row, table } from "../../live/store/rows";
import { serverNow } from "../../live/store/clock";
import type { BulletinRow } from "../../live/wire";
import { searching } from "./search";

const up = computed<BulletinRow[]>(() =>
  [...table("bulletin").value.values()].filter((each) => Date.parse(each.ends_at) > serverNow()).sort((a, b) => b.id - a.id),
);
const letIn = signal<ReadonlySet<number>>(new Set());

export const notes = computed(() => up.value.filter((each) => letIn.value.has(each.id)));
export const heldNotes = computed(() => up.value.length - notes.value.length);

export function showNotes(): void {
  letIn.value = new Set(up.peek().map((each) => each.id));
}

export function followNotesOfTheDay(): () => void {
  return effect(() => {
    if (!searching.value && up.value.some((each) => !letIn.peek().has(each.id))) showNotes();
  });
}

export function isRead(note: BulletinRow): boolean {
  return row("bulletin_read", note.id) !== undefined;
}
