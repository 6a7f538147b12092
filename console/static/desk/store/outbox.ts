/** Chat messages on their way: shown at once, sent until the server has them, never twice. */
import { signal } from "@preact/signals";
import { table } from "../../live/store/rows";

export interface Outgoing {
  contact: number;
  client_id: string;
  text: string;
  at: string;
  trouble: string | null;
}

export const outbox = signal<readonly Outgoing[]>([]);

export function put(message: Omit<Outgoing, "trouble">): void {
  outbox.value = [...outbox.peek(), { ...message, trouble: null }];
}

export function trouble(client_id: string, what: string | null): void {
  outbox.value = outbox.peek().map((each) => (each.client_id === client_id ? { ...each, trouble: what } : each));
}

export function drop(client_id: string): void {
  outbox.value = outbox.peek().filter((each) => each.client_id !== client_id);
}

/** What the server does not have yet; its own row replaces ours without a flicker. */
export function pending(contact: number): Outgoing[] {
  const arrived = new Set([...table("message").value.values()].map((each) => each.client_id));
  return outbox.value.filter((each) => each.contact === contact && !arrived.has(each.client_id));
}
