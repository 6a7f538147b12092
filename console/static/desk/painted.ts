/** Tells the server once when a ringing contact has really been painted, and how long that took. */
import { effect } from "@preact/signals";
import { desk } from "../live/api";
import { handset, noticeRinging, ringing } from "./store/desk";
import { idleFor } from "./store/typing";

const IDLE_MS = 3_000;

/** `busy` says whether somebody is writing where the pop would stand. */
export function watchRinging(busy: () => boolean): () => void {
  return effect(() => {
    const here = ringing.value;
    const arrived = performance.now();
    const idle = idleFor(IDLE_MS, arrived) && !busy();
    if (noticeRinging(idle, arrived) && here) afterPaint(() => void tellPainted(here.id, arrived));
  });
}

/** The first frame draws, the second begins only when the first is on the glass. */
function afterPaint(then: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(then));
}

async function tellPainted(contact: number, arrived: number): Promise<void> {
  if (handset.peek()?.contact !== contact) return;
  try {
    await desk.painted(contact, Math.round(performance.now() - arrived));
  } catch {
    // A measurement only: the next ringing contact is measured again.
  }
}
