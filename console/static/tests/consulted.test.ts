import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import * as told from "../desk/store/consulted";

beforeEach(told.drop);

test("a search left without opening anything failed", () => {
  told.begin("a", 7);
  told.typing("aparcar bici");
  assert.equal(told.end(3, 0)?.came, "abandoned");
  told.begin("b", 7);
  told.typing("aparcar bici");
  assert.equal(told.end(0, 0)?.came, "nothing");
});

test("a pasted letter is told by its beginning, which the server takes", () => {
  told.begin("a", 7);
  told.typing("vale ".repeat(2_000));
  assert.equal(told.end(0, 0)?.typed.length, 500);
});

test("one that opened an article, or found a person, did not", () => {
  told.begin("a", 7);
  told.typing("aparcar bici");
  assert.equal(told.came("opened", { article: 3, version: 2 })?.typed, "aparcar bici");
  assert.equal(told.end(3, 0), null);
  told.begin("b", null);
  told.typing("611222333");
  assert.equal(told.end(0, 1), null);
});

test("what came of it only grows, and the version read is named", () => {
  told.begin("a", 7);
  told.typing("aparcar");
  told.came("quoted", { article: 3, version: 2 });
  assert.equal(told.came("opened", { article: 4, version: 1 }), null);
  assert.deepEqual(told.came("solved"), { id: "a", contact: 7, typed: "aparcar", came: "solved", article: 3, version: 2 });
});

test("two letters are not yet a search, and nothing is told of nothing", () => {
  told.begin("a", 7);
  told.typing("ap");
  assert.equal(told.end(0, 0), null);
  assert.equal(told.came("opened"), null);
});

test("a search waits with its contact", () => {
  told.begin("a", 7);
  told.typing("aparcar");
  const away = told.take();
  assert.equal(told.end(0, 0), null);
  told.putBack(away);
  assert.equal(told.end(0, 0)?.id, "a");
});
