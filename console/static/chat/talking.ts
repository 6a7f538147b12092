/** Joins the conversation's parts: its key, its socket, its outbox. */
import { chat as server, identify, Refused } from "../live/api";
import { spoken } from "../live/format";
import { serverNow } from "../live/store/clock";
import { forgetAll, merge, receive } from "../live/store/rows";
import type { Line } from "../live/socket";
import { keepInSync } from "../live/syncing";
import { keptToken } from "./keeping";
import { sender } from "./sending";
import { agentTypes, chat, ended, name, over, seen, talking, token, unreached } from "./store/conversation";
import { acknowledge, outbox, post, type Unsent } from "./store/outbox";
import { uuid } from "../live/uuid";

/** Read by the socket at every connect. */
const auth = { token: "" };
let line: Line | null = null;
let stale: () => void = () => undefined;

export const send = sender({
  begin,
  say: async ({ client_id, text }) => void receive("visitor_message", await server.send(client_id, text)),
  talking: () => token.peek() !== null,
  ended: () => ended.peek(),
  forgotten,
  over: () => void (over.value = true),
  alone,
  later: (work, seconds) => void setTimeout(work, seconds * 1000),
  reached: (yes) => void (unreached.value = !yes),
});

/** Browsers without locks, or that refuse them to frames, still send: the server keeps what came twice once. */
async function alone(work: () => Promise<void>): Promise<void> {
  let began = false;
  const once = () => ((began = true), work());
  try {
    await navigator.locks.request("agent-console chat", once);
  } catch (error) {
    if (began) throw error;
    await work();
  }
}

async function begin({ client_id, text }: Unsent): Promise<void> {
  const called = name.peek().trim();
  const page = new URLSearchParams(location.search).get("page")?.slice(0, 200);
  const started = await server.begin({ client_id, language: spoken().slice(0, 2), text, ...(called ? { name: called } : {}), ...(page ? { page } : {}) });
  enter(started.token);
  merge(started.snapshot);
}

/** Writes a message; after the end it begins a new conversation. */
export function say(text: string): void {
  if (ended.peek()) forget();
  post(uuid(), text, new Date(serverNow()).toISOString());
  void send();
}

/** What the server never took is the first thing said in the new conversation. */
export function startAgain(): void {
  forget();
  void send();
}

export async function rate(mark: number, text: string): Promise<void> {
  receive("visitor_chat", await server.rate(mark, text));
}

export async function end(): Promise<void> {
  receive("visitor_chat", await server.end());
}

let asked: { number: string; client_id: string } | null = null;

/** The number is called instead; a chat nobody has taken is over with that. Asked again until it is known to have
 * arrived, it is one callback. */
export async function callMe(number: string): Promise<void> {
  if (asked?.number !== number) asked = { number, client_id: uuid() };
  receive("visitor_chat", await server.callMe(asked.client_id, number));
  asked = null;
}

export async function answerByMail(email: string): Promise<void> {
  receive("visitor_chat", await server.byMail(uuid(), email));
}

let lastTyped = 0;
const TYPING_EVERY_MS = 2_000;

export function typing(): void {
  const row = chat.peek();
  if (row?.state !== "active" || Date.now() - lastTyped < TYPING_EVERY_MS) return;
  lastTyped = Date.now();
  line?.typing(row.id);
}

let told = 0;

/** The open panel has shown everything up to here. */
export function read(seq: number): void {
  if (seq > seen.peek()) seen.value = seq;
  if (!talking.peek() || seq <= told) return;
  told = seq;
  server.read(seq).catch(() => void (told = 0)); // told again with the next message
}

/** Opens what an earlier page left: the key, and whatever was not sent. */
export function resume(whenStale: () => void): void {
  stale = whenStale;
  if (token.peek()) take(token.peek()!);
  void send();
}

/** Another tab began or ended a conversation. */
export function tokenChanged(): void {
  const kept = keptToken();
  if (kept === token.peek()) return;
  forget();
  if (kept) take(kept);
}

/** Does not wait for the socket: the conversation stands there as soon as the page does. */
function take(key: string): void {
  enter(key);
  void look();
}

function enter(key: string): void {
  auth.token = key;
  identify({ token: key });
  token.value = key; // what follows it asks with the key
  if (line) line.again();
  else line = listen();
}

async function look(): Promise<void> {
  try {
    merge(await server.snapshot());
  } catch (error) {
    if (error instanceof Refused && error.status === 404) forgotten();
  }
}

function listen(): Line {
  return keepInSync({
    namespace: "/visitor",
    auth,
    snapshot: server.snapshot,
    build: null,
    stale: () => stale(),
    typing: (_, who) => void (who === "agent" && agentTypes()),
    healed: () => void send(),
    refused: () => void look().then(comeBack),
  });
}

const COME_BACK_MS = 3_000;

/** Refused although the key is good: the server was not ready for us. */
function comeBack(): void {
  if (token.peek()) setTimeout(() => line?.again(), COME_BACK_MS);
}

/** The server does not know our key. Another tab may hold a newer one; else we begin anew, and what was
 * typed and not sent is still here. */
function forgotten(): void {
  const kept = keptToken();
  if (kept && kept !== token.peek()) return take(kept);
  forget();
  void send();
}

function forget(): void {
  token.value = null;
  over.value = false;
  seen.value = told = 0;
  line?.close();
  forgetAll();
}

/** A pushed row proves that the server has it, even when the answer to our request was lost. */
export function acknowledgeSeen(rows: Iterable<{ client_id: string }>): void {
  if (outbox.peek().length) for (const each of rows) acknowledge(each.client_id);
}
