/** What the page was opened with, for the few that need it. */
import type { Settings } from "../live/page";
import type { Line } from "../live/socket";

let settings: Settings | null = null;

export function openSession(of: Settings): void {
  settings = of;
}

export function csrf(): string {
  return settings?.csrf ?? "";
}

export function pages(): NonNullable<Settings["pages"]> {
  return settings?.pages ?? [];
}

let line: Line | null = null;
const said = new Map<number, number>();
const AGAIN_MS = 2_000;

export function openLine(to: Line): void {
  line = to;
}

/** Tells the visitor that somebody writes: with the first letter, then often enough not to fade. */
export function sayTyping(contact: number): void {
  const at = performance.now();
  if (at - (said.get(contact) ?? -Infinity) < AGAIN_MS) return;
  said.set(contact, at);
  line?.typing(contact);
}
