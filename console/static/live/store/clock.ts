/** The server's time, ticking. Desks' own clocks are wrong by minutes more often than one thinks. */
import { signal } from "@preact/signals";

let ahead = 0; // the server's clock minus ours, in ms

/** The server's time in ms, as of the last tick: drawing with it draws again each second. */
export const now = signal(Date.now());

export function serverNow(): number {
  return Date.now() + ahead;
}

export function setServerTime(iso: string): void {
  ahead = Date.parse(iso) - Date.now();
  now.value = serverNow();
}

/** Ticks on the server's full second, so that all clocks of a screen change together. */
export function startTicking(): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const tick = () => {
    now.value = serverNow();
    timer = setTimeout(tick, 1000 - (((now.value % 1000) + 1000) % 1000));
  };
  tick();
  return () => clearTimeout(timer);
}

export function secondsSince(at: string | null): number {
  return at ? Math.max(0, (now.value - Date.parse(at)) / 1000) : 0;
}

export function secondsUntil(at: string | null): number {
  return at ? Math.max(0, (Date.parse(at) - now.value) / 1000) : 0;
}
