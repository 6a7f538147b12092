/** Looks for articles while a visitor writes or waits, and tells what came of one they opened. */
import { effect } from "@preact/signals";
import { help as server } from "../live/api";
import { spoken } from "../live/format";
import { uuid } from "../live/uuid";
import { draft, talking, token } from "./store/conversation";
import * as help from "./store/help";
import { end, say } from "./talking";

const PAUSE_MS = 450;
const MOST = 3;
let pause: ReturnType<typeof setTimeout> | undefined;
let running: AbortController | undefined;

/** What was read in this page, each as it was told last. */
const readings = new Map<string, help.Reading>();

/** Whoever answers shall know what was read before: it is told once more with the key of the conversation. */
export function tellWhoAnswers(): () => void {
  return effect(() => {
    if (token.value) for (const each of readings.values()) tell(each);
  });
}

export function followWords(): () => void {
  return effect(() => {
    const text = help.asking.value;
    clearTimeout(pause);
    running?.abort();
    const question = help.ask();
    if (!help.worthAsking(text)) return help.answer(question, []);
    pause = setTimeout(() => void look(question, text), PAUSE_MS);
  });
}

/** Help that can't be had is not missed: nothing is said, and the last answer stays. */
async function look(question: number, text: string): Promise<void> {
  running = new AbortController();
  const found = await server.search({ q: text, language: spoken().slice(0, 2), limit: MOST }, running.signal).catch(() => null);
  if (found) help.answer(question, found.hits);
}

/** Whether it could be opened. */
export async function openArticle(id: number, sent: number | null = null): Promise<boolean> {
  try {
    const article = await server.article(id);
    help.reading.value = { id: uuid(), article, came: "opened", changed: sent !== null && sent < article.version };
    tell(help.reading.value);
    return true;
  } catch {
    return false;
  }
}

/** What somebody was sent opens here; what it has become is said by its page when it is no longer there. */
export async function openSent(id: number, version: number | null): Promise<void> {
  if (!(await openArticle(id, version))) window.open(`/help/${id}`, "_blank", "noopener");
}

export function back(): void {
  help.reading.value = null;
}

/** It needs nobody any more: what was half written asks nothing now. */
export function itHelped(): void {
  tell(help.came("helped"));
  draft.value = "";
}

/** What was written goes to a person at once; whoever waits already goes on waiting. */
export function toAPerson(): void {
  tell(help.came("person"));
  back();
  const text = draft.peek().trim();
  if (talking.peek() || !text) return;
  draft.value = "";
  say(text);
}

export async function needNobody(): Promise<void> {
  await end();
  back();
}

function tell(reading: help.Reading | null): void {
  if (!reading) return;
  const { id, article, came } = reading;
  readings.set(id, reading);
  server.read(id, { article: article.id, version: article.version, came }).catch(() => undefined); // a sum, nobody's errand
}
