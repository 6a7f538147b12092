import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { sender, type Sending } from "../chat/sending";
import { acknowledge, keepOn, next, outbox, post, refuse, reread, takeBack, type Unsent } from "../chat/store/outbox";
import { thread } from "../chat/store/said";
import { Refused } from "../live/http";
import type { VisitorMessageRow } from "../live/wire";

const AT = "2026-11-24T10:00:00Z";
let kept: Unsent[];

beforeEach(() => {
  kept = [];
  keepOn({ read: () => [...kept], write: (all) => void (kept = [...all]) });
});

/** The server Cleo writes to: it keeps each UUID once, and may fail before or after it has kept it. */
class Server {
  said: string[] = [];
  ids = new Set<string>();
  begun = 0;
  token = false;
  over = false;
  forgot = 0;
  retries: (() => void)[] = [];
  /** What happens to the next requests: an error before the write, after it, or nothing. */
  fails: ("before" | "after" | Refused)[] = [];

  take(message: Unsent): void {
    const fails = this.fails.shift();
    if (fails instanceof Refused) throw fails;
    if (fails === "before") throw unreachable();
    if (!this.ids.has(message.client_id)) this.said.push(message.text);
    this.ids.add(message.client_id);
    if (fails === "after") throw unreachable();
  }

  sending(): Sending {
    return {
      begin: async (message) => {
        this.begun += 1;
        this.take(message);
        this.token = true;
      },
      say: async (message) => this.take(message),
      talking: () => this.token,
      ended: () => this.over,
      forgotten: () => {
        this.forgot += 1;
        this.token = false;
      },
      over: () => void (this.over = true),
      alone: (work) => work(),
      later: (work) => void this.retries.push(work),
      reached: () => undefined,
    };
  }
}

const unreachable = () => new Refused(0, "unreachable", "No connection.");
const write = (...texts: string[]) => texts.forEach((text) => post(`id of ${text}`, text, AT));
const settled = () => new Promise<void>((done) => setImmediate(done));

test("Cleo's first message begins the conversation, the others follow in order", async () => {
  const server = new Server();
  write("one", "two", "three");
  await sender(server.sending())();
  assert.deepEqual([server.said, server.begun, outbox.value.length], [["one", "two", "three"], 1, 0]);
});

test("what the network swallowed is sent again under the same id, before what came later", async () => {
  const server = new Server();
  server.fails = ["before"];
  write("one", "two");
  await sender(server.sending())();
  assert.deepEqual(kept.map((each) => each.client_id), ["id of one", "id of two"]);
  server.retries.shift()!();
  await settled();
  assert.deepEqual([server.said, kept], [["one", "two"], []]);
});

test("an answer lost after the write does not double the message", async () => {
  const server = new Server();
  server.fails = ["after", "after"];
  write("one");
  await sender(server.sending())();
  for (let turn = 0; turn < 2; turn++) {
    server.retries.shift()!();
    await settled();
  }
  assert.deepEqual([server.said, outbox.value], [["one"], []]);
});

test("a reload in between loses nothing", async () => {
  write("one");
  outbox.value = []; // the page is gone; the shelf is not
  reread();
  const server = new Server();
  await sender(server.sending())();
  assert.deepEqual(server.said, ["one"]);
});

test("a key the server does not know begins a new conversation with what was not sent", async () => {
  const server = new Server();
  server.token = true;
  server.fails = [new Refused(404, "missing", "Nothing like that is here.")];
  write("one");
  await sender(server.sending())();
  assert.deepEqual([server.forgot, server.begun, server.said], [1, 1, ["one"]]);
});

test("after the end nothing is sent and nothing is lost", async () => {
  const server = new Server();
  server.token = true;
  server.fails = [new Refused(422, "chat_ended", "This conversation has ended.")];
  write("one", "two");
  await sender(server.sending())();
  assert.deepEqual([server.said, outbox.value.map((each) => each.text)], [[], ["one", "two"]]);
});

test("a message the server will never take says why, and does not hold up the next", async () => {
  const server = new Server();
  server.token = true;
  server.fails = [new Refused(400, "invalid", "Too long.")];
  write("one", "two");
  await sender(server.sending())();
  assert.deepEqual(server.said, ["two"]);
  assert.equal(outbox.value[0]?.refused, "Too long.");
  assert.equal(takeBack("id of one"), "one");
  assert.deepEqual(kept, []);
});

test("too many at once is a reason to wait, not to give up", async () => {
  const server = new Server();
  server.token = true;
  server.fails = [new Refused(429, "too_many_tries", "Wait.")];
  write("one");
  await sender(server.sending())();
  assert.equal(next()?.text, "one");
  assert.equal(server.retries.length, 1);
});

test("another tab's message is not overwritten", () => {
  write("one");
  kept.push({ client_id: "other", text: "from the other tab", at: AT, refused: null });
  write("two");
  assert.deepEqual(kept.map((each) => each.text), ["one", "from the other tab", "two"]);
  acknowledge("other");
  refuse("id of two", "no");
  assert.equal(next()?.text, "one");
});

function row(seq: number, facts: Partial<VisitorMessageRow> = {}): VisitorMessageRow {
  return { id: seq, version: 1, seq, author: "visitor", author_name: null, client_id: `id ${seq}`, text: `${seq}`, at: AT, ...facts };
}

test("a message stands in the thread once, before and after it is acknowledged", () => {
  write("hello");
  const before = thread([], outbox.value, 0);
  const after = thread([row(1, { client_id: "id of hello", text: "hello" })], outbox.value, 0);
  assert.deepEqual([before.length, after.length], [1, 1]);
  assert.equal(before[0]?.client_id, after[0]?.client_id);
  assert.deepEqual([before[0]?.progress, after[0]?.progress], ["sending", "delivered"]);
});

test("one speaker's run says once who it is and how far it got", () => {
  const said = thread([row(1), row(2), row(3, { author: "agent", author_name: "Ada" }), row(4)], [], 2);
  assert.deepEqual(said.map((each) => [each.first, each.last, each.progress]), [
    [true, false, "seen"], [false, true, "seen"], [true, true, null], [true, true, "delivered"],
  ]);
});

test("seen and merely delivered are told apart within one run", () => {
  assert.deepEqual(thread([row(1), row(2)], [], 1).map((each) => each.last), [true, true]);
});
