/** What the page was opened with, for the few that need it. */
import type { Settings } from "../live/page";

let settings: Settings | null = null;

export function openSession(of: Settings): void {
  settings = of;
}

export function csrf(): string {
  return settings?.csrf ?? "";
}
