import assert from "node:assert/strict";
import { test } from "node:test";
import { articleAt, pieces } from "../parts/Linked";

test("an address in a sentence is a link, without the sentence's own full stop", () => {
  const said = pieces("Mire (https://tahona.example/help/3?v=2). Gracias");
  assert.deepEqual(said.map((each) => each.address), [null, "https://tahona.example/help/3?v=2", null]);
  assert.equal(said.map((each) => each.text).join(""), "Mire (https://tahona.example/help/3?v=2). Gracias");
});

test("what would run, or is no address, stays text", () => {
  for (const text of ["javascript:alert(1)", "data:text/html,<b>", "https://", "http://[", "sin enlace", ""]) assert.deepEqual(pieces(text).filter((each) => each.address), []);
});

test("only an article at our own address opens in place, in the version it was sent in", () => {
  const origin = "https://tahona.example";
  assert.deepEqual(articleAt(`${origin}/help/3?v=2`, origin), { article: 3, version: 2 });
  assert.deepEqual(articleAt(`${origin}/help/3?v=x`, origin), { article: 3, version: null });
  for (const other of [`${origin}/help/3/files`, `${origin}/helpx/3`, "https://other.example/help/3", `${origin}.evil.example/help/3`]) assert.equal(articleAt(other, origin), null);
});
