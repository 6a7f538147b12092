/** What is folded and unfolded on this screen; nobody else's business. */
import { signal } from "@preact/signals";

export const timelineOpen = signal<ReadonlySet<number>>(new Set());
export type Filter = "all" | "contacts" | "purchases" | "promises" | "profile";
export const filter = signal<Filter>("all");

export function toggleTimeline(contact: number): void {
  const now = new Set(timelineOpen.peek());
  if (!now.delete(contact)) now.add(contact);
  timelineOpen.value = now;
}

/** The sheet on F1. */
export const keysShown = signal(false);
/** F8 during a call, while typing, wants a second press. */
export const secondPress = signal(false);
