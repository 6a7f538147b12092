/** What the room's rows say: sums, shares and groups. Knows no DOM; the panels put it into words. */
import { endOfDay, shareOf } from "./legal";
import type { AgentRow, LegalClockRow, QueueRow, QueueStatsRow, RingingRow } from "../live/wire";

export interface Line {
  queue: QueueRow;
  stats: QueueStatsRow | undefined;
}

/** One line per queue, always in the same order: a wall that reshuffles itself cannot be read at a glance. */
export function lines(queues: Iterable<QueueRow>, stats: ReadonlyMap<number, QueueStatsRow>): Line[] {
  return [...queues].sort((a, b) => a.id - b.id).map((queue) => ({ queue, stats: stats.get(queue.id) }));
}

export interface Totals {
  offered: number;
  answered: number;
  abandoned: number;
  waiting: number;
}

export function totals(all: Iterable<QueueStatsRow>): Totals {
  const sum = { offered: 0, answered: 0, abandoned: 0, waiting: 0 };
  for (const each of all) for (const key of Object.keys(sum) as (keyof Totals)[]) sum[key] += each[key];
  return sum;
}

/** Abandoned ÷ (answered + abandoned): whoever still waits has not decided yet. Null before anybody did. */
export function abandonment(stats: QueueStatsRow): number | null {
  const over = stats.answered + stats.abandoned;
  return over ? stats.abandoned / over : null;
}

/** How long the first in the queue has waited, in seconds; null when nobody waits. */
export function longestWait(stats: QueueStatsRow, now: number): number | null {
  return stats.waiting && stats.oldest_at ? Math.max(0, (now - Date.parse(stats.oldest_at)) / 1000) : null;
}

export function overTarget(line: Line, now: number): boolean {
  const wait = line.stats ? longestWait(line.stats, now) : null;
  return wait !== null && wait > line.queue.target_seconds;
}

export function belowTarget({ queue, stats }: Line): boolean {
  return stats?.service_level != null && stats.service_level < queue.target_share;
}

/** The longest any queue grants for wrapping up: an agent's row does not say for which one they do it,
 * so nobody is called late who might not be. */
export function wrapMargin(queues: Iterable<QueueRow>): number {
  return Math.max(0, ...[...queues].map((each) => each.wrap_seconds));
}

export function secondsIn({ since }: { since: string }, now: number): number {
  return Math.max(0, (now - Date.parse(since)) / 1000);
}

export type Group = "on_call" | "ringing" | "in_chat" | "wrap_up" | "available" | "away" | "offline";

export interface Gathered {
  group: Group;
  reason: string | null;
  agents: AgentRow[];
}

export type Ringing = ReadonlyMap<number, RingingRow>;

/** Who has a call ringing is not free, though nothing of theirs has changed yet. */
function groupOf(agent: AgentRow, ringing: Ringing): Group {
  if (agent.state === "available" && ringing.has(agent.id)) return "ringing";
  return agent.state === "available" && agent.chats ? "in_chat" : agent.state;
}

/** Agents by what they do, the longest first. Supervisors appear only while they answer contacts. */
export function groups(agents: Iterable<AgentRow>, ringing: Ringing = new Map()): Gathered[] {
  const found = new Map<string, Gathered>();
  for (const agent of answering(agents)) {
    const group = groupOf(agent, ringing);
    const reason = group === "away" ? agent.reason : null;
    const key = `${ORDER.indexOf(group)} ${reason ?? ""}`;
    const entry = found.get(key) ?? { group, reason, agents: [] };
    entry.agents.push(agent);
    found.set(key, entry);
  }
  for (const each of found.values()) each.agents.sort(each.group === "in_chat" ? byChats : bySince);
  return [...found.keys()].sort().map((key) => found.get(key)!);
}

const ORDER: Group[] = ["on_call", "ringing", "in_chat", "wrap_up", "available", "away", "offline"];
const bySince = (a: AgentRow, b: AgentRow) => Date.parse(a.since) - Date.parse(b.since) || a.id - b.id;
const byChats = (a: AgentRow, b: AgentRow) => b.chats - a.chats || bySince(a, b);

const HEAD_LINES = 2;
/** People gone home are named in a paragraph, the others on a line each. */
const height = ({ group, agents }: Gathered) => HEAD_LINES + (group === "offline" ? 2 : agents.length);

/** Two columns in the groups' order, cut where the taller one is least tall. */
export function columns(found: readonly Gathered[]): [Gathered[], Gathered[]] {
  const tall = (part: readonly Gathered[]) => part.reduce((sum, each) => sum + height(each), 0);
  const taller = (cut: number) => Math.max(tall(found.slice(0, cut)), tall(found.slice(cut)));
  const cuts = found.map((_, at) => at + 1).sort((a, b) => taller(a) - taller(b) || a - b);
  return [found.slice(0, cuts[0] ?? 0), found.slice(cuts[0] ?? 0)];
}

export function answering(agents: Iterable<AgentRow>): AgentRow[] {
  return [...agents].filter((each) => each.role === "agent" || (each.state !== "offline" && each.state !== "away"));
}

export type Alert =
  | { about: "law"; clock: LegalClockRow; end: number }
  | { about: "queue"; line: Line; waited: number }
  | { about: "wrap_up"; agent: AgentRow; seconds: number; margin: number }
  | { about: "missed"; agent: AgentRow };

/** What needs somebody, the most overdue first: only what the rows prove. */
export function alerts(all: readonly Line[], agents: Iterable<AgentRow>, now: number, clock?: LegalClockRow): Alert[] {
  const margin = wrapMargin(all.map((each) => each.queue));
  const queues = all
    .filter((each) => overTarget(each, now))
    .map((line): Alert & { about: "queue" } => ({ about: "queue", line, waited: longestWait(line.stats!, now)! }))
    .sort((a, b) => b.waited - a.waited);
  const people = [...agents].sort(bySince);
  const late = people
    .filter((each) => each.state === "wrap_up" && secondsIn(each, now) > margin)
    .map((agent): Alert => ({ about: "wrap_up", agent, seconds: secondsIn(agent, now), margin }));
  const missed = people
    .filter((each) => each.state === "away" && each.reason === "missed")
    .map((agent): Alert => ({ about: "missed", agent }));
  const end = clock ? (endOfDay(clock) ?? shareOf(clock)) : null;
  const law: Alert[] = clock && end !== null && end < clock.target ? [{ about: "law", clock, end }] : [];
  return [...queues, ...law, ...late, ...missed];
}
