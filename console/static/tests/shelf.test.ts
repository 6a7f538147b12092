import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import * as shelf from "../desk/store/shelf";
import type { Hit } from "../live/wire";

const kept = new Map<string, string>();
const keep = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value), removeItem: (key: string) => void kept.delete(key) };
const hit = (article: number): Hit => ({ article, version: 1, language: "es", title: [[`A${article}`, false]], snippet: [], reviewed_on: null, public: false, because: [] });
const atHand = () => shelf.atHand.value.map((each) => each.article);

beforeEach(() => {
  kept.clear();
  shelf.keepShelfIn(keep);
});

test("what was opened last stands first, each article once, five at most", () => {
  for (const each of [1, 2, 3, 2, 4, 5, 6]) shelf.opened(hit(each));
  assert.deepEqual(atHand(), [6, 5, 4, 2, 3]);
});

test("what is pinned stands before it and stays, also on a new page", () => {
  shelf.opened(hit(1));
  shelf.pin(hit(9));
  shelf.keepShelfIn(keep);
  assert.deepEqual(atHand(), [9, 1]);
  assert.equal(shelf.isPinned(9), true);
  shelf.pin(hit(9));
  assert.deepEqual(atHand(), [1]);
});

test("an article that is no longer published goes from the shelf", () => {
  shelf.pin(hit(1));
  shelf.opened(hit(1));
  shelf.lost(1);
  assert.deepEqual(atHand(), []);
});
