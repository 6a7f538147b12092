/** Tells the server what came of each search, again when it could not be reached. */
import { desk } from "../live/api";
import { Refused } from "../live/http";
import type { Consulted } from "./store/consulted";

const waiting = new Map<string, Consulted>();
const AGAIN_MS = 5_000;
let again: ReturnType<typeof setTimeout> | undefined;

export function consulted(what: Consulted | null): void {
  if (!what) return;
  waiting.set(what.id, what);
  void send();
}

async function send(): Promise<void> {
  clearTimeout(again);
  for (const [id, what] of [...waiting]) {
    try {
      await desk.consulted(what);
    } catch (error) {
      if (!(error instanceof Refused) || error.passing) {
        again = setTimeout(() => void send(), AGAIN_MS);
        return;
      }
    }
    if (waiting.get(id) === what) waiting.delete(id);
  }
}
