/** What one looks up, told once per search: what came of it only ever grows. Knows no DOM and no fetch. */
import type { Hit } from "../../live/wire";

export type Came = "nothing" | "abandoned" | "opened" | "quoted" | "not_solved" | "solved";
const RANK: Came[] = ["nothing", "abandoned", "opened", "quoted", "not_solved", "solved"];

export interface Consulted {
  id: string;
  contact: number | null;
  typed: string;
  came: Came;
  article: number | null;
  version: number | null;
}

/** One search from its first letter to its end; null while nothing is searched. */
let open: Consulted | null = null;
let told: Came | null = null;

export function begin(id: string, contact: number | null): void {
  open ??= { id, contact, typed: "", came: "abandoned", article: null, version: null };
}

/** More than anybody asks in one go: a pasted letter is told by its beginning. */
const MOST_TOLD = 500;

export function typing(text: string): void {
  if (open && told === null) open.typed = text.slice(0, MOST_TOLD);
}

/** What is to be told now; null when the server knows as much, or there is nothing to tell. */
export function came(what: Came, hit?: Pick<Hit, "article" | "version">): Consulted | null {
  if (!open || (told !== null && RANK.indexOf(what) < RANK.indexOf(told))) return null;
  told = what;
  open = { ...open, came: what, article: hit?.article ?? open.article, version: hit?.version ?? open.version };
  return open;
}

const SHORTEST = 3;

/** The search is left. It failed unless something was opened; somebody found by a key is no failure. */
export function end(found: number, people: number): Consulted | null {
  const last = open;
  const failed = told === null && last !== null && last.typed.trim().length >= SHORTEST && people === 0;
  open = told = null;
  return failed ? { ...last, came: found ? "abandoned" : "nothing" } : null;
}

/** Put away with everything else of a contact that leaves the sheet. */
export type Kept = readonly [Consulted | null, Came | null];

export function take(): Kept {
  const kept = [open, told] as const;
  open = told = null;
  return kept;
}

export function putBack(what: Kept | undefined): void {
  [open, told] = what ?? [null, null];
}

/** Somebody was found, so the search did what it should. */
export function drop(): void {
  open = told = null;
}
