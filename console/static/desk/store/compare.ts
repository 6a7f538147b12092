/** Two profiles beside each other in after-call work: of which contact, and what was fetched. */
import { signal } from "@preact/signals";
import type { DuplicateSheet } from "../../live/wire";

export const comparing = signal<{ contact: number; sheet: DuplicateSheet } | null>(null);
/** Contacts whose doubt was left for another day: it asks no second time. */
export const leftFor = signal<ReadonlySet<number>>(new Set());
