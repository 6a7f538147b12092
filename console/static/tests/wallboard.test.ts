import assert from "node:assert/strict";
import { test } from "node:test";
import { abandonment, alerts, belowTarget, columns, groups, lines, longestWait, overTarget, totals } from "../wallboard/reading";
import { allowed, clockOf, plot, shareOf } from "../wallboard/legal";
import { formula } from "../wallboard/wording";
import type { AgentRow, LegalClockRow, QueueRow, QueueStatsRow } from "../live/wire";

const NOW = Date.parse("2026-11-24T10:00:00Z");
const ago = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();

function queue(id: number, facts: Partial<QueueRow> = {}): QueueRow {
  return {
    id, version: 1, name: { es: `Cola ${id}`, en: `Queue ${id}` }, channel: "phone", purpose: "service", target_seconds: 20,
    target_share: 0.8, wrap_seconds: 120, greeting: { es: "", en: "" }, dispositions: [], ...facts,
  };
}

function stats(id: number, facts: Partial<QueueStatsRow> = {}): QueueStatsRow {
  return {
    id, version: 1, waiting: 0, oldest_at: null, offered: 0, answered: 0, abandoned: 0, short_abandoned: 0,
    answered_in_target: 0, service_level: null, asa_seconds: null, free_agents: 0, ...facts,
  };
}

function agent(id: number, first_name: string, facts: Partial<AgentRow> = {}): AgentRow {
  return {
    id, version: 1, name: first_name, first_name, role: "agent", language: "es", extension: null, state: "available",
    reason: null, since: ago(10), chats: 0, missed_contact: null, ...facts,
  };
}

const ada = agent(1, "Ada", { state: "wrap_up", since: ago(121) });
const bob = agent(2, "Bob", { state: "on_call", since: ago(300) });
const cleo = agent(3, "Cleo", { chats: 2 });

test("queues keep their order, and one that was never counted still has its line", () => {
  const found = lines([queue(2), queue(1)], new Map([[1, stats(1)]]));
  assert.deepEqual(found.map((each) => [each.queue.id, each.stats?.id]), [[1, 1], [2, undefined]]);
});

test("totals are the sums of all queues", () => {
  const sum = totals([stats(1, { offered: 5, answered: 3, abandoned: 1, waiting: 1 }), stats(2, { offered: 2, answered: 2 })]);
  assert.deepEqual(sum, { offered: 7, answered: 5, abandoned: 1, waiting: 1 });
});

test("whoever still waits neither abandoned nor was answered", () => {
  assert.equal(abandonment(stats(1, { offered: 30, answered: 9, abandoned: 1, waiting: 20 })), 0.1);
  assert.equal(abandonment(stats(1, { waiting: 3 })), null);
});

test("a wait is over the target only after the target", () => {
  const at = (seconds: number) => ({ queue: queue(1), stats: stats(1, { waiting: 1, oldest_at: ago(seconds) }) });
  assert.equal(overTarget(at(20), NOW), false);
  assert.equal(overTarget(at(21), NOW), true);
  assert.equal(longestWait(stats(1, { oldest_at: ago(50) }), NOW), null);
});

test("a day without contacts is not below its target", () => {
  assert.equal(belowTarget({ queue: queue(1), stats: stats(1) }), false);
  assert.equal(belowTarget({ queue: queue(1), stats: stats(1, { service_level: 0.79 }) }), true);
  assert.equal(belowTarget({ queue: queue(1), stats: stats(1, { service_level: 0.8 }) }), false);
});

test("agents stand in groups, the longest first; chats make a group of their own", () => {
  const found = groups([cleo, ada, agent(4, "Dan", { state: "on_call", since: ago(900) }), bob]);
  assert.deepEqual(found.map((each) => [each.group, each.agents.map((one) => one.first_name)]), [
    ["on_call", ["Dan", "Bob"]], ["in_chat", ["Cleo"]], ["wrap_up", ["Ada"]],
  ]);
});

test("at whom a call rings is not free", () => {
  const dan = agent(4, "Dan");
  const ringing = new Map([[3, { agent: 3, version: 1, since: ago(4) }], [2, { agent: 2, version: 1, since: ago(4) }]]);
  assert.deepEqual(groups([cleo, dan, bob], ringing).map((each) => [each.group, each.agents.map((one) => one.id)]), [
    ["on_call", [2]], ["ringing", [3]], ["available", [4]],
  ]);
});

test("two columns hold every group once, in order, whoever is there", () => {
  const many = Array.from({ length: 13 }, (_, at) => agent(20 + at, "Dan", { state: "on_call" }));
  for (const all of [[], [cleo], [ada, bob, cleo], [...many, ada, cleo, agent(5, "Eve", { state: "offline" })]]) {
    const [left, right] = columns(groups(all));
    assert.deepEqual([...left, ...right], groups(all));
  }
  assert.deepEqual(columns(groups([...many, ada, cleo]))[0].map((each) => each.group), ["on_call"]);
});

test("a supervisor who only looks on is not counted among the agents", () => {
  const elena = agent(9, "Elena", { role: "supervisor", state: "offline" });
  assert.deepEqual(groups([elena]), []);
  assert.equal(groups([{ ...elena, state: "on_call" }])[0]?.agents[0]?.first_name, "Elena");
});

test("alerts say the overdue queues first, then late wrap-ups and missed contacts", () => {
  const all = [
    { queue: queue(1), stats: stats(1, { waiting: 1, oldest_at: ago(30) }) },
    { queue: queue(2), stats: stats(2, { waiting: 4, oldest_at: ago(90) }) },
    { queue: queue(3), stats: stats(3, { waiting: 1, oldest_at: ago(5) }) },
  ];
  const found = alerts(all, [ada, bob, agent(5, "Dan", { state: "away", reason: "missed" })], NOW);
  assert.deepEqual(found.map((each) => (each.about === "queue" ? each.line.queue.id : each.agent.first_name)), [2, 1, "Ada", "Dan"]);
});

test("nobody is late in wrapping up who might be within some queue's margin", () => {
  const all = lines([queue(1), queue(2, { wrap_seconds: 300 })], new Map());
  assert.deepEqual(alerts(all, [ada], NOW), []);
});

test("the formula names the queues whose target differs", () => {
  const words = formula([queue(1), queue(2), queue(3, { target_seconds: 60 })]);
  assert.match(words, /within 20 s \(Queue 3, 60 s\)/);
  assert.match(words, /Target 80%, the tick/);
});

function law(facts: Partial<LegalClockRow> = {}): LegalClockRow {
  return {
    id: 1, version: 1, limit_seconds: 180, target: 0.95, minute: 720, total: 100, long: 4, past: [[570, 1], [720, 0.96]], ahead: [],
    crosses: null, days: 0, expected: null, ...facts,
  };
}
const ahead = [{ minute: 900, low: 0.93, middle: 0.95, high: 0.97 }, { minute: 1260, low: 0.9, middle: 0.94, high: 0.96 }];

test("the law alerts when the day will end below it, or stands below it with nothing foretold", () => {
  const told = (clock?: LegalClockRow) => alerts([], [], NOW, clock).map((each) => each.about);
  assert.deepEqual([told(), told(law()), told(law({ long: 6 })), told(law({ ahead })), told(law({ total: 0, long: 0 }))], [[], [], ["law"], ["law"], []]);
  assert.equal(shareOf(law()), 0.96);
  assert.equal(allowed(law({ expected: 1480 })), 74);
  assert.equal(allowed(law()), null);
});

test("the plot stays within its frame, whatever the day", () => {
  for (const row of [law(), law({ ahead, crosses: 900 }), law({ past: [[1430, 0]], minute: 1439 }), law({ past: [[1, 0.2]], minute: 2 })]) {
    const drawn = plot(row);
    const all = `${drawn.past} ${drawn.ahead} ${drawn.band}`.trim().split(/\s+/).filter(Boolean).map((each) => each.split(",").map(Number));
    for (const [x, y] of all) assert.ok(x! >= 0 && x! <= 1100 && y! >= 0 && y! <= 285.01, `${x},${y}`);
    assert.ok(drawn.limit >= 0 && drawn.limit <= 285);
  }
  assert.equal(clockOf(1060), "17:40");
});
