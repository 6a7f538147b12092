import assert from "node:assert/strict";
import { test } from "node:test";
import { openLine, sayTyping } from "../desk/session";
import type { Line } from "../live/socket";

test("the first letter is told even on a page opened a moment ago, and each visitor hears of his own", () => {
  const told: number[] = [];
  openLine({ typing: (contact: number) => void told.push(contact) } as unknown as Line);
  sayTyping(7);
  sayTyping(7);
  sayTyping(8);
  assert.deepEqual(told, [7, 8]);
});
