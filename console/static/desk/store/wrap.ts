/** After-call work: three inputs, kept per contact until it is finished. */
import { signal } from "@preact/signals";
import type { Disposition } from "../../live/wire";

export type FollowKind = "proposed" | "call_back" | "none";

export interface Wrap {
  /** Proposals struck out or taken over into the note. */
  dismissed: readonly string[];
  typed: string;
  chosen: string | null;
  selected: number;
  follow: FollowKind | null; // null until chosen: then the proposed one, if there is one
  when: string; // what stands in the field for calling back
  finishing: boolean;
  /** An empty sentence stands ready to be written. */
  adding: boolean;
}

const FRESH: Wrap = { dismissed: [], typed: "", chosen: null, selected: 0, follow: null, when: "", finishing: false, adding: false };
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

/** The reason whose words come closest to what is known of the contact; none when nothing does.
 * `outcome` only decides between equals: that it was solved says nothing of what it was about. */
export function likeliest(all: readonly Disposition[], path: (each: Disposition) => string[], hints: string, outcome = ""): string | null {
  const stems = (text: string) => new Set(folded(text).split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 3).map((word) => word.slice(0, 5)));
  const [heard, ended] = [stems(hints), stems(outcome)];
  let best: { code: string; score: number } | null = null;
  for (const each of all) {
    const words = [...stems(path(each).join(" "))];
    const close = words.filter((stem) => heard.has(stem)).length;
    const score = close && close + (words.some((stem) => ended.has(stem)) ? 0.5 : 0);
    if (score > (best?.score ?? 0)) best = { code: each.code, score };
  }
  return best?.code ?? null;
}
