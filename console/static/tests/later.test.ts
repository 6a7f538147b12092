import assert from "node:assert/strict";
import { test } from "node:test";
import type { VNode } from "preact";
import { fetchTheRest, later } from "../parts/later";

const Panel = () => "the panel";
const settled = () => new Promise((resolve) => setTimeout(resolve));
const drawn = (Later: (props: object) => unknown) => Later({}) as VNode<Record<string, unknown>>;

test("a panel that comes later draws nothing until it is there, and then itself", async () => {
  const Later = later(async () => Panel);
  assert.equal(drawn(Later).props["aria-busy"], "true");
  await settled();
  assert.equal(drawn(Later).type, Panel);
});

test("once the desk stands still the rest is fetched, before anybody wants it", async () => {
  let fetched = 0;
  const Later = later(async () => (fetched++, Panel));
  await fetchTheRest();
  assert.equal(drawn(Later).type, Panel);
  await fetchTheRest();
  assert.equal(fetched, 1);
});

test("a fetch that failed says so, and can be tried again", async () => {
  let line = false;
  const Later = later(async () => {
    if (!line) throw new Error("cut");
    return Panel;
  });
  await fetchTheRest();
  const said = drawn(Later);
  assert.equal(said.props["role"], "alert");
  line = true;
  const button = (said.props["children"] as VNode<{ onClick: () => void }>[]).at(-1);
  button?.props.onClick();
  await settled();
  assert.equal(drawn(Later).type, Panel);
});
