/** One quiet line for what just happened or failed; a screen reader hears it once, politely. */
import { signal } from "@preact/signals";

export interface Notice {
  text: string;
  /** Something did not work and needs a hand: it stays until the next one. */
  trouble: boolean;
}

export const notice = signal<Notice | null>(null);
let fading: ReturnType<typeof setTimeout> | undefined;

export function tell(text: string, { trouble = false } = {}): void {
  clearTimeout(fading);
  notice.value = { text, trouble };
  fading = setTimeout(() => (notice.value = null), trouble ? 12_000 : 5_000);
}

export function hush(): void {
  clearTimeout(fading);
  notice.value = null;
}
