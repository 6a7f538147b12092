import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { forgetAll, heal, known, lose, merge, receive, row } from "../live/store/rows";
import { callFrom, CLEO, cleo, dan } from "./people";

beforeEach(forgetAll);

test("Cleo's call is shown as soon as it is pushed", () => {
  assert.equal(receive("contact", callFrom(CLEO)), true);
  assert.equal(row("contact", 7)?.customer, CLEO);
});

test("the newer of two pushes wins, whichever comes first", () => {
  receive("contact", callFrom(CLEO, { version: 3, state: "active" }));
  assert.equal(receive("contact", callFrom(CLEO, { version: 2 })), false);
  assert.equal(row("contact", 7)?.state, "active");
});

test("the same push twice changes nothing, so nothing is drawn again", () => {
  receive("contact", callFrom(CLEO));
  assert.equal(receive("contact", callFrom(CLEO)), false);
});

test("Dan's row stays when Cleo's goes", () => {
  receive("customer", cleo);
  receive("customer", dan);
  lose("customer", CLEO);
  assert.equal(row("customer", CLEO), undefined);
  assert.equal(row("customer", dan.id)?.name, "Dan Soto");
});

test("a push that was overtaken by gone does not bring the call back", () => {
  receive("contact", callFrom(CLEO, { version: 5 }));
  lose("contact", 7);
  assert.equal(receive("contact", callFrom(CLEO, { version: 4 })), false);
  assert.equal(row("contact", 7), undefined);
});

test("Cleo's record comes back unchanged when she calls a second time", () => {
  receive("customer", cleo);
  lose("customer", CLEO);
  assert.equal(receive("customer", cleo), true);
});

test("a snapshot brings what a lost push should have brought, and keeps what is newer here", () => {
  receive("contact", callFrom(CLEO, { version: 4, state: "active" }));
  merge({ rows: [{ kind: "contact", row: callFrom(CLEO, { version: 3 }) }, { kind: "customer", row: cleo }] });
  assert.equal(row("contact", 7)?.version, 4);
  assert.equal(row("customer", CLEO)?.name, "Cleo Martín");
});

test("healing brings newer and missing rows and takes gone ones away", () => {
  receive("contact", callFrom(CLEO));
  receive("customer", dan);
  const told = known();
  assert.deepEqual(told, { contact: { 7: 1 }, customer: { [dan.id]: 1 } });
  heal(
    { rows: [{ kind: "contact", row: callFrom(CLEO, { version: 2, state: "active" }) }, { kind: "customer", row: cleo }],
      gone: [{ kind: "customer", key: dan.id }] },
    told,
  );
  assert.equal(row("contact", 7)?.state, "active");
  assert.equal(row("customer", CLEO)?.name, "Cleo Martín");
  assert.equal(row("customer", dan.id), undefined);
});

test("a row that changed after the screen was told is not taken away by the late answer", () => {
  receive("contact", callFrom(CLEO));
  const told = known();
  receive("contact", callFrom(CLEO, { version: 2, state: "active" }));
  heal({ rows: [], gone: [{ kind: "contact", key: 7 }] }, told);
  assert.equal(row("contact", 7)?.state, "active");
});

test("a kind this page does not know is ignored", () => {
  assert.equal(receive("horoscope" as never, { id: 1, version: 1 } as never), false);
});
