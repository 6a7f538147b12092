import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { press } from "../desk/pressing";
import * as desk from "../desk/store/desk";
import { hush } from "../desk/store/notices";
import { ownKey } from "../desk/store/typing";
import { secondPress } from "../desk/store/view";
import { forgetAll, receive } from "../live/store/rows";
import type { AgentRow } from "../live/wire";
import { callFrom, CLEO } from "./people";

let asked: string[] = [];
let writing = false;
const world = globalThis as unknown as Record<string, unknown>;

beforeEach(() => {
  forgetAll();
  asked = [];
  writing = false;
  world["document"] = { get activeElement() { return { matches: () => writing }; } };
  world["fetch"] = async (address: string, how: { method: string }) => {
    asked.push(`${how.method} ${address}`);
    return new Response(JSON.stringify(callFrom(CLEO, { state: "active", version: 9 })), { headers: { "Content-Type": "application/json" } });
  };
  desk.handset.value = null;
  desk.show(-1);
});
afterEach(hush);

const settled = () => new Promise((resolve) => setTimeout(resolve));
const rang = (msAgo: number) => {
  receive("contact", callFrom(CLEO));
  desk.noticeRinging(true, performance.now() - msAgo);
};

test("a key already on its way down when it began to ring does not answer", async () => {
  rang(100);
  press("answer");
  await settled();
  assert.deepEqual(asked, []);
});

test("after 400 ms F4 answers", async () => {
  rang(401);
  press("answer");
  await settled();
  assert.deepEqual(asked, ["PUT /contacts/7/assignment"]);
});

test("F8 declines a ringing call at once, also while Ada writes", async () => {
  rang(1000);
  writing = true;
  ownKey(performance.now());
  press("no");
  await settled();
  assert.deepEqual(asked, ["DELETE /contacts/7/assignment"]);
});

test("F8 during a call asks a writing Ada for a second press", async () => {
  receive("contact", callFrom(CLEO, { state: "active", controls: ["hold", "hang_up"] }));
  desk.show(7);
  writing = true;
  ownKey(performance.now());
  press("no");
  await settled();
  assert.deepEqual([asked, secondPress.value], [[], true]);
  press("no");
  await settled();
  assert.deepEqual([asked, secondPress.value], [["PUT /contacts/7/ending"], false]);
});

test("F8 hangs up at once for an Ada whose hands rest", async () => {
  receive("contact", callFrom(CLEO, { state: "active", controls: ["hold", "hang_up"] }));
  desk.show(7);
  writing = true;
  ownKey(performance.now() - 2_001);
  press("no");
  await settled();
  assert.deepEqual(asked, ["PUT /contacts/7/ending"]);
});

test("a dim key says why and asks the server nothing", async () => {
  receive("contact", callFrom(CLEO, { state: "active", controls: [] }));
  desk.show(7);
  for (const key of ["answer", "hold", "transfer", "no", "offer", "close"] as const) press(key);
  await settled();
  assert.deepEqual(asked, []);
});

test("a missed call stays in slot 1 until it is read; the next one is news again", () => {
  const ada = { id: 5, version: 1, missed_contact: 7 } as AgentRow;
  desk.me.value = 5;
  receive("agent", ada);
  assert.equal(desk.missed.value, 7);
  press("slot1");
  assert.equal(desk.missed.value, null);
  receive("agent", { ...ada, version: 2, missed_contact: 8 });
  assert.equal(desk.missed.value, 8);
});
