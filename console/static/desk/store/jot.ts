/** What is being written down beside the note: something to remember, or what the customer says of us. */
import { signal } from "@preact/signals";

export type JotKind = "remember" | "says";

export interface Jot {
  contact: number;
  kind: JotKind;
  text: string;
}

export const jotting = signal<Jot | null>(null);
export const profileOpen = signal<ReadonlySet<number>>(new Set());

export function toggleProfile(contact: number): void {
  const now = new Set(profileOpen.peek());
  if (!now.delete(contact)) now.add(contact);
  profileOpen.value = now;
}
