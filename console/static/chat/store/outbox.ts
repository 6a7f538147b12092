/** What the visitor wrote and the server has not acknowledged. Each message keeps the UUID it got when it
 * was written, so sending it again can never double it. Knows no DOM and no fetch. */
import { signal } from "@preact/signals";

export interface Unsent {
  client_id: string;
  text: string;
  at: string;
  /** Why the server will never take it, in the visitor's words. */
  refused: string | null;
}

/** Where it is kept over a reload; another tab may keep its own messages in the same place. */
export interface Shelf {
  read: () => Unsent[];
  write: (all: readonly Unsent[]) => void;
}

export const outbox = signal<readonly Unsent[]>([]);
let shelf: Shelf = memory();

function memory(): Shelf {
  let held: readonly Unsent[] = [];
  return { read: () => [...held], write: (all) => void (held = all) };
}

export function keepOn(place: Shelf): void {
  shelf = place;
  reread();
}

/** Another tab has written or sent something. */
export function reread(): void {
  outbox.value = shelf.read();
}

/** Always from the shelf: between two reads another tab may have added its own. */
function change(how: (all: Unsent[]) => Unsent[]): void {
  const all = how(shelf.read());
  shelf.write(all);
  outbox.value = all;
}

export function post(client_id: string, text: string, at: string): void {
  change((all) => [...all, { client_id, text, at, refused: null }]);
}

/** The server has it. */
export function acknowledge(client_id: string): void {
  if (outbox.peek().some((each) => each.client_id === client_id)) {
    change((all) => all.filter((each) => each.client_id !== client_id));
  }
}

export function refuse(client_id: string, why: string): void {
  change((all) => all.map((each) => (each.client_id === client_id ? { ...each, refused: why } : each)));
}

/** A refused message goes back to whoever wrote it. */
export function takeBack(client_id: string): string {
  const text = outbox.peek().find((each) => each.client_id === client_id)?.text ?? "";
  acknowledge(client_id);
  return text;
}

/** The oldest that may still be sent: order is kept by sending one at a time. */
export function next(): Unsent | undefined {
  return outbox.peek().find((each) => each.refused === null);
}
