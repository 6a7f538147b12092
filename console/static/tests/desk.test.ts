import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import * as desk from "../desk/store/desk";
import { forgetAll, lose, receive } from "../live/store/rows";
import { callFrom, CLEO, DAN } from "./people";

const chatWith = (id: number, slot: number) => callFrom(DAN, { id, slot, channel: "chat", state: "active", controls: ["hang_up"] });

beforeEach(() => {
  forgetAll();
  desk.handset.value = null;
  desk.show(-1);
});

test("a closed chat leaves its slot free, and the rest do not slide", () => {
  receive("contact", chatWith(8, 2));
  receive("contact", chatWith(9, 3));
  lose("contact", 8);
  assert.deepEqual(desk.slots.value.map((each) => each?.id), [undefined, undefined, 9, undefined]);
});

test("Cleo's call takes the sheet of an idle Ada", () => {
  receive("contact", chatWith(8, 2));
  desk.show(8);
  receive("contact", callFrom(CLEO));
  desk.noticeRinging(true, 100);
  assert.equal(desk.current.value?.id, 7);
  assert.equal(desk.ringsBeside.value, undefined);
});

test("Cleo's call rings beside the chat in which Ada is typing", () => {
  receive("contact", chatWith(8, 2));
  desk.show(8);
  receive("contact", callFrom(CLEO));
  desk.noticeRinging(false, 100);
  assert.equal(desk.current.value?.id, 8);
  assert.equal(desk.ringsBeside.value?.id, 7);
});

test("a call that rings elsewhere gives the sheet back to what was there", () => {
  receive("contact", chatWith(8, 2));
  receive("contact", chatWith(9, 3));
  desk.show(9);
  receive("contact", callFrom(CLEO));
  desk.noticeRinging(true, 100);
  lose("contact", 7);
  desk.noticeRinging(true, 200);
  assert.equal(desk.current.value?.id, 9);
});

test("a push about the call that already rings is not a new ring", () => {
  receive("contact", callFrom(CLEO));
  assert.equal(desk.noticeRinging(true, 100), true);
  receive("contact", callFrom(CLEO, { version: 2 }));
  assert.equal(desk.noticeRinging(true, 900), false);
  assert.equal(desk.handset.value?.since, 100);
});
