/** Which other way the visitor is asking about: a call, an e-mail, or what becomes of their words. */
import { signal } from "@preact/signals";

export type Way = "call" | "mail" | "privacy";

export const way = signal<Way | null>(null);
/** Whether e-mail can be sent at all, and whether anybody was at work when the page came: as the page says. */
export const byMail = signal(false);
export const staffedAtStart = signal(true);

export function toggle(which: Way): void {
  way.value = way.peek() === which ? null : which;
}
