import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { actionOf, chordOf, keepKeys, keymap, remap, STANDARD, standardKeys, type Keymap, type Pressed } from "../desk/store/keys";

const press = (key: string, more: Partial<Pressed> = {}): string | null =>
  chordOf({ key, code: "", altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...more });

let told: Record<string, string>[] = [];
beforeEach(() => {
  told = [];
  keepKeys({}, (changed) => void told.push(changed));
});

test("nothing a person types is a chord", () => {
  for (const key of ["a", "1", "+", "/", "Enter", "ñ"]) assert.equal(press(key), null);
});

test("AltGr, which is Ctrl and Alt, writes characters on a Spanish keyboard", () => {
  assert.equal(press("@", { altKey: true, ctrlKey: true, code: "Digit2" }), null);
});

test("function keys and Alt chords are found, also where Alt turns a letter into another", () => {
  assert.equal(actionOf(press("F4") ?? ""), "answer");
  assert.equal(actionOf(press("F6", { ctrlKey: true }) ?? ""), "regions");
  assert.equal(actionOf(press("®", { altKey: true, code: "KeyR" }) ?? ""), "solved");
  assert.equal(actionOf(press("2", { altKey: true, code: "Digit2" }) ?? ""), "slot2");
  assert.equal(actionOf(press("+", { altKey: true, code: "BracketRight" }) ?? ""), "sentence");
});

test("Ada gives hold another key; whoever had it gets the one that became free, and the server is told what differs", () => {
  remap("hold", "F7");
  assert.equal(keymap.value.hold, "F7");
  assert.equal(keymap.value.transfer, "F6");
  assert.deepEqual(told, [{ hold: "F7", transfer: "F6" }]);
  standardKeys();
  assert.deepEqual(keymap.value, STANDARD);
  assert.deepEqual(told.at(-1), {});
});

test("another machine begins with the keys kept for Ada, and with the standard where an action is unknown", () => {
  keepKeys({ hold: "F7", gone: "F1" } as Partial<Keymap>, () => undefined);
  assert.equal(keymap.value.hold, "F7");
  assert.equal(keymap.value.search, "F2");
  assert.ok(!("gone" in keymap.value));
});
