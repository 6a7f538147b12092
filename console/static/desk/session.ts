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
let saidAt = 0;
const AGAIN_MS = 2_000;

export function openLine(to: Line): void {
  line = to;
}

/** Tells the visitor that somebody writes; often enough not to fade, not with every letter. */
export function sayTyping(contact: number): void {
  if (performance.now() - saidAt < AGAIN_MS) return;
  saidAt = performance.now();
  line?.typing(contact);
}
