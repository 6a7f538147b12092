/** Who is typing at the other end. It fades by itself; nobody says "stopped". */
import { signal } from "@preact/signals";
import { now, serverNow } from "../../live/store/clock";

const FADES_MS = 4_000;
const heard = signal<ReadonlyMap<number, number>>(new Map());
/** The agent's own last keystroke anywhere: a ringing call takes the sheet only from idle hands. */
let lastKey = -Infinity;

export function hear(contact: number): void {
  heard.value = new Map(heard.peek()).set(contact, serverNow());
}

export function isTyping(contact: number): boolean {
  const at = heard.value.get(contact) ?? 0;
  return Math.max(now.value, at) - at < FADES_MS;
}

export function ownKey(at: number): void {
  lastKey = at;
}

export function idleFor(ms: number, at: number): boolean {
  return at - lastKey > ms;
}
