/** Whether what is shown is true: said always, never guessed. */
import { computed, signal } from "@preact/signals";
import { now, serverNow } from "./clock";

export const connected = signal(false);
/** When the server last confirmed the whole screen, in its own time. */
export const confirmedAt = signal(0);

/** A heartbeat comes every ten seconds; two seconds late is still on time. */
const LATE = 12;
/** Cut off for longer than this, "so many seconds ago" is no longer news. */
const CUT_OFF = 15;

export function confirm(): void {
  confirmedAt.value = serverNow();
}

export const age = computed(() => Math.max(0, Math.floor((now.value - confirmedAt.value) / 1000)));

export type Freshness = "fresh" | "late" | "cut_off";
export const freshness = computed<Freshness>(() => {
  if (connected.value) return age.value <= LATE ? "fresh" : "late";
  return age.value <= CUT_OFF ? "late" : "cut_off";
});
