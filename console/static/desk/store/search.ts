/** One search for articles and people. A late answer to an older question is never shown. */
import { computed, effect, signal } from "@preact/signals";
import type { ArticlePage, Found, Hit, Person } from "../../live/wire";
import { atHand } from "./shelf";

export const typed = signal("");
export const found = signal<Found | null>(null);
export const people = signal<readonly Person[]>([]);
export const selected = signal(0);
export const article = signal<ArticlePage | null>(null);
export const trouble = signal(false);
/** The field is being looked at: what is at hand stands there before anything is typed. */
export const looking = signal(false);

/** Out of 100: below this what was typed is rather about a thing than a person. */
export const SURE = 85;

const KEYS: ReadonlySet<Person["by"]> = new Set(["phone", "email", "card", "document"]);

export type Result = { kind: "person"; person: Person } | { kind: "article"; hit: Hit };

/** People of an exact key first; those with a name like it only where it is very like. */
export const results = computed<Result[]>(() => {
  if (!typed.value.trim()) return looking.value ? atHand.value.map((hit) => ({ kind: "article" as const, hit })) : [];
  const [sure, alike] = [people.value.filter((each) => each.score >= SURE), people.value.filter((each) => each.score < SURE)];
  return [
    ...sure.map((person) => ({ kind: "person" as const, person })),
    ...(found.value?.hits ?? []).map((hit) => ({ kind: "article" as const, hit })),
    ...alike.map((person) => ({ kind: "person" as const, person })),
  ];
});

export const searching = computed(() => typed.value.trim() !== "" || article.value !== null || (looking.value && atHand.value.length > 0));

let question = 0;
/** The number of a question that has no answer yet, or none. */
const waiting = signal<number | null>(null);

/** A new question; its number must come back with the answer. */
export function ask(text: string): number {
  typed.value = text;
  article.value = null;
  waiting.value = ++question;
  return question;
}

/** Changes whenever something else is typed, the search is left or another contact's is put back. */
export const moment = () => question;

export function answer(to: number, told: { found: Found; people: readonly Person[] }): void {
  if (to !== question) return;
  trouble.value = false;
  // Who is found by a key of their own was meant, and no article that has a word of it.
  found.value = isKey(told.people) ? { ...told.found, hits: [] } : told.found;
  people.value = told.people;
  selected.value = 0;
  waiting.value = null;
}

function isKey(those: readonly Person[]): boolean {
  return typed.peek().includes("@") || those.some((each) => KEYS.has(each.by));
}

export function unanswered(to: number): void {
  if (to !== question) return;
  trouble.value = true;
  waiting.value = null;
}

/** The server looked for the beginning only. */
export const cut = computed(() => waiting.value === null && found.value !== null && typed.value.trim().length > found.value.typed.trim().length);

/** The line that is chosen, once what was typed has its answer; none when something else is typed meanwhile. */
export function chosen(): Promise<Result | undefined> {
  const here = question;
  return new Promise((tell) => {
    const stop = effect(() => {
      if (waiting.value === here) return;
      tell(here === question ? results.peek()[selected.peek()] : undefined);
      queueMicrotask(() => stop());
    });
  });
}

export function move(by: number): void {
  const last = results.peek().length - 1;
  selected.value = Math.min(last, Math.max(0, selected.peek() + by));
}

export function clear(): void {
  question++;
  waiting.value = null;
  typed.value = "";
  found.value = null;
  people.value = [];
  article.value = null;
  trouble.value = false;
  selected.value = 0;
}

/** Everything of one search, to be put away while another contact is in the sheet. */
export interface Kept {
  typed: string;
  found: Found | null;
  people: readonly Person[];
  selected: number;
  article: ArticlePage | null;
  /** What was typed last has no answer yet. */
  waiting: boolean;
}

export function kept(): Kept {
  return { waiting: waiting.peek() !== null, typed: typed.peek(), found: found.peek(), people: people.peek(), selected: selected.peek(), article: article.peek() };
}

export function putBack(what: Kept | undefined): void {
  clear();
  if (!what) return;
  typed.value = what.typed;
  found.value = what.found;
  people.value = what.people;
  selected.value = what.selected;
  article.value = what.article;
}

export function asHit(page: ArticlePage): Hit {
  return { article: page.id, version: page.version, language: page.language, title: [[page.title, false]], snippet: [], reviewed_on: page.reviewed_on, public: page.address !== null, because: [] };
}

export function plain(pieces: readonly (readonly [string, boolean])[]): string {
  return pieces.map(([text]) => text).join("");
}

/** What stands in a note says which version said it: articles change. A link stands for itself. */
export function cited(title: string, version: number, passage: string): string {
  return title ? `${title} (v${version}): ${passage}` : passage;
}
