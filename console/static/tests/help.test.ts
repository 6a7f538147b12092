import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { draft, over, token } from "../chat/store/conversation";
import * as help from "../chat/store/help";
import { merge, forgetAll } from "../live/store/rows";
import type { Hit } from "../live/wire";

const hit: Hit = { article: 3, version: 1, language: "es", title: [["Vales", false]], snippet: [], reviewed_on: null, public: true, because: [] };
let version = 0;
const talk = (state: string) =>
  merge({ me: null, now: "2026-11-24T10:00:00Z", build: "b", rows: [{ kind: "visitor_chat", row: { id: 1, version: ++version, state } }] } as never);

beforeEach(() => {
  forgetAll();
  token.value = null;
  over.value = false;
  draft.value = "";
  help.unwanted.value = false;
  help.reading.value = null;
});

test("help is looked for by what is being written, and no longer once a person is there", () => {
  draft.value = "caduca mi vale";
  assert.equal(help.asking.value, "caduca mi vale");
  token.value = "key";
  talk("waiting");
  assert.equal(help.waiting.value, true);
  assert.equal(help.asking.value, "caduca mi vale");
  talk("active");
  assert.equal(help.asking.value, "");
});

test("whoever wants none is not asked again in this conversation", () => {
  draft.value = "caduca mi vale";
  help.unwanted.value = true;
  assert.equal(help.asking.value, "");
});

test("a late answer to an older question is never shown", () => {
  const older = help.ask();
  const newer = help.ask();
  help.answer(newer, []);
  help.answer(older, [hit]);
  assert.deepEqual(help.hits.value, []);
});

test("what came of a reading is told once", () => {
  assert.equal(help.came("helped"), null);
  help.reading.value = { id: "u", article: { id: 3, version: 1, language: "es", title: "Vales", html: "" }, came: "opened" };
  assert.equal(help.came("helped")?.came, "helped");
  assert.equal(help.came("helped"), null);
});
