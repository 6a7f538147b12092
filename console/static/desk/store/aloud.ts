/** How far an article was read aloud, for each contact: whoever comes back goes on where they were. */
import { signal } from "@preact/signals";
import type { Step } from "../../live/wire";

interface Place {
  at: number;
  reading: boolean;
}
const FIRST: Place = { at: 0, reading: false };
const places = signal<ReadonlyMap<string, Place>>(new Map());

export function placeIn(contact: number, article: number): Place {
  return places.value.get(`${contact}:${article}`) ?? FIRST;
}

/** ``at`` is kept within the steps there are. */
export function put(contact: number, article: number, steps: number, change: Partial<Place>): void {
  const now = { ...placeIn(contact, article), ...change };
  const at = Math.min(steps - 1, Math.max(0, now.at));
  places.value = new Map(places.peek()).set(`${contact}:${article}`, { ...now, at });
}

/** The contact left the desk. */
export function forget(contact: number): void {
  const kept = [...places.peek()].filter(([key]) => !key.startsWith(`${contact}:`));
  if (kept.length < places.peek().size) places.value = new Map(kept);
}

const QUOTES = /^[“«"]|[”»"]$/g;

/** A step as one would write it to the customer: what is said in these words, else all of it. */
export function words(step: Step): string {
  const said = step.lines.flat().filter(([, spoken]) => spoken).map(([text]) => text.replace(QUOTES, ""));
  return said.length ? said.join(" ") : step.lines.map((line) => line.map(([text]) => text).join("")).join("\n");
}
