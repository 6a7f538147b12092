/** Facts the caller has said and the agent has ticked; two of them prove who it is. */
import { signal } from "@preact/signals";

export const FACTS_NEEDED = 2;
const ticked = signal<ReadonlyMap<number, readonly string[]>>(new Map());

export function ticks(contact: number): readonly string[] {
  return ticked.value.get(contact) ?? [];
}

export function tick(contact: number, code: string, matches: boolean): readonly string[] {
  const rest = ticks(contact).filter((each) => each !== code);
  const now = matches ? [...rest, code] : rest;
  ticked.value = new Map(ticked.peek()).set(contact, now);
  return now;
}

export function untickAll(contact: number): void {
  ticked.value = new Map(ticked.peek()).set(contact, []);
}
