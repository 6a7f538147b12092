/** Which key does what. Function keys and Alt chords only: none is a character somebody types. */
import { signal } from "@preact/signals";

export const ACTIONS = [
  "keys", "search", "answer", "hold", "transfer", "no", "offer", "close",
  "slot1", "slot2", "slot3", "slot4", "regions", "timeline", "news", "suggested", "solved", "sentence", "helped", "useless",
  "profile", "remember", "says", "code", "aloud", "duplicate",
] as const;
export type Action = (typeof ACTIONS)[number];
export type Keymap = Readonly<Record<Action, string>>;

export const STANDARD: Keymap = {
  keys: "F1", search: "F2", answer: "F4", hold: "F6", transfer: "F7", no: "F8", offer: "F9", close: "F10",
  slot1: "Alt 1", slot2: "Alt 2", slot3: "Alt 3", slot4: "Alt 4", regions: "Ctrl F6", timeline: "Alt T",
  news: "Alt N", suggested: "Alt S", solved: "Alt R", sentence: "Alt +", helped: "Alt G", useless: "Alt B",
  profile: "Alt P", remember: "Alt M", says: "Alt O", code: "Alt C", aloud: "Alt L", duplicate: "Alt D",
};

export const keymap = signal<Keymap>(STANDARD);
let keep: (changed: Partial<Keymap>) => void = () => undefined;

/** What the server kept for this agent, and how it is told of a change: only what differs travels. */
export function keepKeys(kept: Partial<Keymap>, tell: typeof keep): void {
  keep = tell;
  const known = Object.fromEntries(ACTIONS.flatMap((each) => (kept[each] ? [[each, kept[each]]] : [])));
  keymap.value = { ...STANDARD, ...known };
}

/** Gives a key to an action; whoever had it gets the key that became free. */
export function remap(action: Action, chord: string): void {
  const map = { ...keymap.peek() };
  const other = ACTIONS.find((each) => each !== action && map[each] === chord);
  if (other) map[other] = map[action];
  map[action] = chord;
  keymap.value = map;
  keep(Object.fromEntries(ACTIONS.filter((each) => map[each] !== STANDARD[each]).map((each) => [each, map[each]])));
}

export function standardKeys(): void {
  keymap.value = STANDARD;
  keep({});
}

export interface Pressed {
  key: string;
  code: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
}

/** `F4`, `Alt R`, `Ctrl F6`; null for anything a person might type. AltGr is Ctrl+Alt: not a chord. */
export function chordOf(pressed: Pressed): string | null {
  if (pressed.metaKey || (pressed.ctrlKey && pressed.altKey)) return null;
  const name = /^F\d{1,2}$/.test(pressed.key) ? pressed.key : nameOf(pressed);
  if (pressed.altKey) return name ? `Alt ${name}` : null;
  if (!/^F\d{1,2}$/.test(name) || pressed.shiftKey) return null;
  return pressed.ctrlKey ? `Ctrl ${name}` : name;
}

/** With Alt a layout may turn R into ®: then the key's place counts. */
function nameOf({ key, code }: Pressed): string {
  if (key === "+" || code === "NumpadAdd") return "+";
  const place = /^(?:Key([A-Z])|Digit(\d)|Numpad(\d))$/.exec(code);
  const placed = place?.[1] ?? place?.[2] ?? place?.[3] ?? "";
  return /^[a-z]$/i.test(key) ? key.toUpperCase() : /^\d$/.test(key) ? key : placed;
}

export function actionOf(chord: string): Action | undefined {
  return ACTIONS.find((each) => keymap.peek()[each] === chord);
}
