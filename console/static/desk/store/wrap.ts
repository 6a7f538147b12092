/** After-call work: three inputs, kept per contact until it is finished. */
import { signal } from "@preact/signals";
import type { Disposition } from "../../live/wire";

export type FollowKind = "proposed" | "call_back" | "none";

export const AWAY = ["break", "lunch", "training", "meeting"] as const;
export type AwayReason = (typeof AWAY)[number];

export interface Wrap {
  /** Proposals struck out or taken over into the note. */
  dismissed: readonly string[];
  typed: string;
  chosen: string | null;
  selected: number;
  follow: FollowKind | null; // null until chosen: then the proposed one, if there is one
  when: string; // what stands in the field for calling back
  /** What comes after: available, or the reason for being away. */
  next: "available" | AwayReason;
  finishing: boolean;
  /** An empty sentence stands ready to be written. */
  adding: boolean;
}

const FRESH: Wrap = { dismissed: [], typed: "", chosen: null, selected: 0, follow: null, when: "", next: "available", finishing: false, adding: false };
const wraps = signal<ReadonlyMap<number, Wrap>>(new Map());

export function wrap(contact: number): Wrap {
  return wraps.value.get(contact) ?? FRESH;
}

export function change(contact: number, facts: Partial<Wrap>): void {
  wraps.value = new Map(wraps.peek()).set(contact, { ...(wraps.peek().get(contact) ?? FRESH), ...facts });
}

export function dismiss(contact: number, key: string): void {
  const now = wraps.peek().get(contact) ?? FRESH;
  change(contact, { dismissed: [...now.dismissed, key] });
}

/** Without accents and case: people type "retr" and "ultima". */
export function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

export interface Choice {
  disposition: Disposition;
  path: string[];
  proposed: boolean;
}

/** Every word typed begins some word of the path; the proposed reason stands first. */
export function choices(all: readonly Disposition[], path: (each: Disposition) => string[], typed: string, proposed: string | null): Choice[] {
  const wanted = folded(typed).split(/\s+/).filter(Boolean);
  const fits = (words: string[]) => wanted.every((want) => words.some((word) => word.startsWith(want)));
  return all
    .map((disposition) => ({ disposition, path: path(disposition), proposed: disposition.code === proposed }))
    .filter(({ path }) => fits(folded(path.join(" ")).split(/[^\p{L}\p{N}]+/u)))
    .sort((a, b) => Number(b.proposed) - Number(a.proposed));
}

/** The event whose sentence is being read: its line in the record column is marked. */
export const pointed = signal<string | null>(null);
