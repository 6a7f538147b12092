import assert from "node:assert/strict";
import { test } from "node:test";
import * as aloud from "../desk/store/aloud";

const ADAS_CALL = 7;
const ANOTHER = 8;

test("whoever comes back to a contact goes on reading where they were", () => {
  aloud.put(ADAS_CALL, 3, 5, { reading: true });
  aloud.put(ADAS_CALL, 3, 5, { at: 2 });
  aloud.put(ANOTHER, 3, 5, { reading: true });
  aloud.put(ADAS_CALL, 3, 5, { reading: false });
  assert.deepEqual(aloud.placeIn(ADAS_CALL, 3), { at: 2, reading: false });
  assert.deepEqual(aloud.placeIn(ANOTHER, 3), { at: 0, reading: true });
  aloud.forget(ADAS_CALL);
  assert.deepEqual(aloud.placeIn(ADAS_CALL, 3), { at: 0, reading: false });
  assert.equal(aloud.placeIn(ANOTHER, 3).reading, true);
});

test("there is no step before the first and none after the last", () => {
  aloud.put(ADAS_CALL, 4, 2, { at: 9 });
  assert.equal(aloud.placeIn(ADAS_CALL, 4).at, 1);
  aloud.put(ADAS_CALL, 4, 2, { at: -1 });
  assert.equal(aloud.placeIn(ADAS_CALL, 4).at, 0);
});

test("what goes to the customer are the words meant for them, without their quotation marks", () => {
  const told = { part: null, lines: [[["Say it: ", false], ["«It is in by tomorrow.»", true]]] as [string, boolean][][] };
  assert.equal(aloud.words(told), "It is in by tomorrow.");
  const plain = { part: null, lines: [[["Free from 35 €.", false]], [["A box costs 1 €.", false]]] as [string, boolean][][] };
  assert.equal(aloud.words(plain), "Free from 35 €.\nA box costs 1 €.");
});
