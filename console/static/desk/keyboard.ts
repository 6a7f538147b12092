/** Listens to the whole page. Only function keys and Alt chords: nobody loses a character they type. */
import { press, leaveSearch } from "./pressing";
import { isChat, current, ringing } from "./store/desk";
import { actionOf, chordOf } from "./store/keys";
import { leave } from "./searching";
import { searching } from "./store/search";
import { ownKey } from "./store/typing";
import { keysShown } from "./store/view";

export function listen(): void {
  window.addEventListener("keydown", heard, { capture: false });
  // What counts as writing is text that changes, not a key that moves a caret.
  window.addEventListener("input", () => ownKey(performance.now()), { capture: true });
}

function heard(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  if (event.key === "Escape") return escape(event);
  const chord = chordOf(event);
  const action = chord ? actionOf(chord) : undefined;
  if (!action) return;
  event.preventDefault(); // even when the key is dim: F1 and F10 belong to us here
  if (!event.repeat) press(action);
}

/** Esc closes what lies on top: the sheet of keys, then the search. */
function escape(event: KeyboardEvent): void {
  if (keysShown.peek()) keysShown.value = false;
  else if (searching.peek()) {
    leave();
    leaveSearch();
  } else if (document.activeElement?.id === "q") leaveSearch();
  else return;
  event.preventDefault();
}

/** Somebody writes where a pop would stand: in the composer, or in the search. */
export function writing(reply: (contact: number) => string): boolean {
  const here = current.peek();
  const replying = here !== undefined && isChat(here) && reply(here.id).trim() !== "";
  return replying || (ringing.peek() !== undefined && searching.peek());
}
