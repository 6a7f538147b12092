/** Articles that may spare a visitor the wait. Knows no DOM and no fetch. */
import { computed, signal } from "@preact/signals";
import type { HelpArticle, Hit } from "../../live/wire";
import { chat, draft, ended, messages } from "./conversation";
import { outbox } from "./outbox";

export type Came = "opened" | "helped" | "person";

/** One article being read: the same reading is told again as more becomes known. */
export interface Reading {
  id: string;
  article: HelpArticle;
  came: Came;
  /** The article says something else since it was sent to them. */
  changed: boolean;
}

export const hits = signal<readonly Hit[]>([]);
export const reading = signal<Reading | null>(null);
/** The visitor wants none in this conversation. */
export const unwanted = signal(false);

/** Nobody has answered yet: once somebody has, they know better. */
export const alone = computed(() => !ended.value && chat.value?.state !== "active");
export const waiting = computed(() => alone.value && (chat.value !== null || outbox.value.length > 0));

/** What help is looked for by: what is being written, else what was written last. */
export const asking = computed(() => {
  if (!alone.value || unwanted.value) return "";
  return draft.value.trim() || outbox.value.at(-1)?.text || messages.value.filter((each) => each.author === "visitor").at(-1)?.text || "";
});

const FEWEST_LETTERS = 5;

/** A greeting or the first letters of a word ask for nothing yet. */
export const worthAsking = (text: string) => text.length >= FEWEST_LETTERS;

let question = 0;

/** A late answer to an older question is never shown: its number must come back. */
export const ask = () => ++question;

export function answer(to: number, found: readonly Hit[]): void {
  if (to === question) hits.value = found;
}

/** What came of a reading only ever grows; null when nothing new did. */
export function came(what: Came): Reading | null {
  const here = reading.peek();
  if (!here || here.came === what) return null;
  reading.value = { ...here, came: what };
  return reading.value;
}
