/** Chat messages on their way: shown at once, sent until the server has them, never twice. */
import { signal } from "@preact/signals";
import { table } from "../../live/store/rows";
import type { Keep } from "./drafts";

export interface Outgoing {
  contact: number;
  client_id: string;
  text: string;
  at: string;
  trouble: string | null;
}

export const outbox = signal<readonly Outgoing[]>([]);

const PLACE = "desk.outbox";
let keep: Keep | null = null;

/** What a killed page had not got through is sent again; its UUID keeps it from arriving twice. */
export function keepOutboxIn(place: Keep): void {
  keep = place;
  outbox.value = JSON.parse(place.getItem(PLACE) ?? "[]") as Outgoing[];
}

function set(messages: readonly Outgoing[]): void {
  outbox.value = messages;
  if (messages.length) keep?.setItem(PLACE, JSON.stringify(messages));
  else keep?.removeItem(PLACE);
}

export function put(message: Omit<Outgoing, "trouble">): void {
  set([...outbox.peek(), { ...message, trouble: null }]);
}

export function trouble(client_id: string, what: string | null): void {
  set(outbox.peek().map((each) => (each.client_id === client_id ? { ...each, trouble: what } : each)));
}

export function drop(client_id: string): void {
  set(outbox.peek().filter((each) => each.client_id !== client_id));
}

/** What the server does not have yet; its own row replaces ours without a flicker. */
export function pending(contact: number): Outgoing[] {
  const arrived = new Set([...table("message").value.values()].map((each) => each.client_id));
  return outbox.value.filter((each) => each.contact === contact && !arrived.has(each.client_id));
}
