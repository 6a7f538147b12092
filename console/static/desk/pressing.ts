/** A key was pressed, on the keyboard or on the rail: one way to do it, whichever it was. */
import { t } from "../live/words";
import { letInNews } from "../parts/held";
import * as actions from "./actions";
import { current, missed, readMissed, ringing, show, slots } from "./store/desk";
import type { Action } from "./store/keys";
import { heldNotes, showNotes } from "./store/notes";
import { openCode } from "./coding";
import { compare } from "./comparing";
import { jot } from "./jotting";
import { toggleProfile } from "./store/jot";
import { tell } from "./store/notices";
import { idleFor } from "./store/typing";
import { keysShown, secondPress, toggleTimeline } from "./store/view";
import { helped, readAloud } from "./searching";
import { putSuggested } from "./suggesting";
import { answerVerb, closeVerb, holdVerb, noVerb, offerVerb, transferVerb, type Verb } from "./verbs";
import { addSentence } from "./wrapping";

const SECOND_MS = 2_000;
const TYPING_MS = 2_000;
let waitingForSecond: ReturnType<typeof setTimeout> | undefined;

export function press(action: Action): void {
  DOES[action]();
}

const DOES: Record<Action, () => void> = {
  keys: () => void (keysShown.value = !keysShown.peek()),
  search: focusSearch,
  answer: () => run(answerVerb()),
  hold: () => run(holdVerb()),
  transfer: () => run(transferVerb()),
  no: sayNo,
  offer: () => run(offerVerb()),
  close: () => run(closeVerb()),
  slot1: () => slot(0),
  slot2: () => slot(1),
  slot3: () => slot(2),
  slot4: () => slot(3),
  regions: nextRegion,
  timeline: () => current.peek() && toggleTimeline(current.peek()!.id),
  news: () => (heldNotes.peek() ? showNotes() : letInNews()),
  suggested: () => putSuggested(),
  profile: whoOrProfile,
  remember: () => jot("remember"),
  says: () => jot("says"),
  code: () => void openCode(),
  duplicate: () => void compare(),
  helped: () => helped(true),
  useless: () => helped(false),
  aloud: () => readAloud(),
  solved: () => current.peek() && void actions.solve(current.peek()!),
  sentence: () => current.peek()?.state === "wrap_up" && addSentence(current.peek()!),
};

/** All about the person; while nobody is known, the field that finds out who it is. */
function whoOrProfile(): void {
  const contact = current.peek();
  if (contact?.customer) toggleProfile(contact.id);
  else (document.getElementById("born") ?? document.getElementById("new-name"))?.focus();
}

function run(verb: Verb): void {
  if (verb.dim) return tell(verb.dim);
  verb.run();
}

/** Hanging up by a slip while typing would be rude: then it wants a second press within two seconds. */
function sayNo(): void {
  const verb = noVerb();
  const typing = isWriting() && !idleFor(TYPING_MS, performance.now());
  if (verb.dim || ringing.peek() || !typing || secondPress.peek()) {
    endWaiting();
    return run(verb);
  }
  secondPress.value = true;
  tell(t("You are typing: press again within 2 s to hang up."));
  waitingForSecond = setTimeout(endWaiting, SECOND_MS);
}

function endWaiting(): void {
  clearTimeout(waitingForSecond);
  secondPress.value = false;
}

function isWriting(): boolean {
  return document.activeElement?.matches("textarea, input[type=text], [contenteditable]") ?? false;
}

function slot(index: number): void {
  const contact = slots.peek()[index];
  if (contact) show(contact.id);
  else if (index === 0 && missed.peek() !== null) readMissed.value = missed.peek();
}

let cameFrom: HTMLElement | null = null;

function focusSearch(): void {
  const field = document.getElementById("q") as HTMLInputElement | null;
  if (!field || document.activeElement === field) return field?.select();
  cameFrom = document.activeElement as HTMLElement | null;
  field.focus();
  field.select();
}

/** Esc out of the search: the caret is where it was before F2. */
export function leaveSearch(): void {
  if (cameFrom?.isConnected) cameFrom.focus();
  else (document.activeElement as HTMLElement | null)?.blur();
  cameFrom = null;
}

function nextRegion(): void {
  const regions = [...document.querySelectorAll<HTMLElement>("[data-region]:not([inert])")];
  const at = regions.findIndex((each) => each.contains(document.activeElement));
  regions[(at + 1) % regions.length]?.focus();
}
