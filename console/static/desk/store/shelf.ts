/** The articles I keep at hand: those I pinned, and those I opened last. In this browser only. */
import { computed, signal } from "@preact/signals";
import type { Hit } from "../../live/wire";
import type { Keep } from "./drafts";

const PLACE = "desk.shelf";
const MOST_RECENT = 5;
const MOST_PINNED = 8;
interface Shelf {
  pinned: Hit[];
  recent: Hit[];
}
const shelf = signal<Shelf>({ pinned: [], recent: [] });
let keep: Keep | null = null;

export function keepShelfIn(place: Keep): void {
  keep = place;
  const kept = place.getItem(PLACE);
  shelf.value = kept ? (JSON.parse(kept) as Shelf) : { pinned: [], recent: [] };
}

function set(now: Shelf): void {
  shelf.value = now;
  keep?.setItem(PLACE, JSON.stringify(now));
}

const others = (these: Hit[], article: number) => these.filter((each) => each.article !== article);

export const atHand = computed<Hit[]>(() => {
  const { pinned, recent } = shelf.value;
  return [...pinned, ...recent.filter((each) => !pinned.some((other) => other.article === each.article))];
});

export function isPinned(article: number): boolean {
  return shelf.value.pinned.some((each) => each.article === article);
}

export function opened(hit: Hit): void {
  const { pinned, recent } = shelf.peek();
  set({ pinned, recent: [hit, ...others(recent, hit.article)].slice(0, MOST_RECENT) });
}

export function pin(hit: Hit): void {
  const { pinned, recent } = shelf.peek();
  const rest = others(pinned, hit.article);
  set({ recent, pinned: rest.length < pinned.length ? rest : [...pinned, hit].slice(-MOST_PINNED) });
}

/** It is no longer published. */
export function lost(article: number): void {
  const { pinned, recent } = shelf.peek();
  set({ pinned: others(pinned, article), recent: others(recent, article) });
}
