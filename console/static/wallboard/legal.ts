/** The law's clock as lines on a plot: numbers only, so that it can be tested without drawing. */
import type { LegalClockRow } from "../live/wire";

export const [WIDTH, HEIGHT] = [1100, 285];

export interface Plot {
  hours: { x: number; minute: number }[];
  shares: { y: number; share: number; limit: boolean }[];
  past: string;
  ahead: string;
  band: string;
  now: { x: number; y: number } | null;
  cross: { x: number; minute: number } | null;
  limit: number;
}

export function shareOf({ total, long }: { total: number; long: number }): number | null {
  return total ? (total - long) / total : null;
}

/** How many may wait too long on such a day before the law is broken; null without a forecast of the day. */
export function allowed(row: LegalClockRow): number | null {
  return row.expected === null ? null : Math.floor(row.expected * (1 - row.target) + 1e-9);
}

export function endOfDay(row: LegalClockRow): number | null {
  return row.ahead.at(-1)?.middle ?? null;
}

export function plot(row: LegalClockRow): Plot {
  const [from, to] = hoursOf(row);
  const lowest = Math.min(row.target, ...row.past.map(([, share]) => share), ...row.ahead.map((each) => each.low));
  const foot = Math.max(0, Math.min(row.target - 0.025, Math.floor(lowest * 40) / 40));
  const x = (minute: number) => ((Math.min(Math.max(minute, from), to) - from) / (to - from)) * WIDTH;
  const y = (share: number) => ((1 - share) / (1 - foot)) * HEIGHT;
  const points = (all: readonly [number, number][]) => all.map(([minute, share]) => `${x(minute).toFixed(1)},${y(share).toFixed(1)}`).join(" ");
  const last = row.past.at(-1);
  const start: [number, number][] = last ? [last] : [];
  const middle = row.ahead.map((each): [number, number] => [each.minute, each.middle]);
  const low = row.ahead.map((each): [number, number] => [each.minute, each.low]);
  const high = row.ahead.map((each): [number, number] => [each.minute, each.high]);
  return {
    hours: hourMarks(from, to).map((minute) => ({ minute, x: x(minute) })),
    shares: shareMarks(foot, row.target).map((share) => ({ share, y: y(share), limit: share === row.target })),
    past: points(row.past),
    ahead: middle.length ? points([...start, ...middle]) : "",
    band: low.length ? points([...start, ...high, ...low.reverse()]) : "",
    now: last ? { x: x(last[0]), y: y(last[1]) } : null,
    cross: row.crosses === null ? null : { minute: row.crosses, x: x(row.crosses) },
    limit: y(row.target),
  };
}

/** From the hour of the first call to that of the last foretold, and the usual day when nothing says so. */
function hoursOf(row: LegalClockRow): [number, number] {
  const first = row.past[0]?.[0] ?? row.minute;
  const last = row.ahead.at(-1)?.minute ?? row.minute;
  const [from, to] = [Math.min(9 * 60, Math.floor((first - 30) / 60) * 60), Math.max(21 * 60, Math.ceil(last / 60) * 60)];
  return [Math.max(0, from), Math.min(24 * 60, to)];
}

function hourMarks(from: number, to: number): number[] {
  const every = to - from > 12 * 60 ? 240 : 180;
  return [from, ...Array.from({ length: 24 }, (_, at) => from + every * (at + 1)).filter((each) => each < to - 60), to];
}

/** Whole, the law's own, and round steps between and below. */
function shareMarks(foot: number, target: number): number[] {
  const step = [0.025, 0.05, 0.1, 0.25].find((each) => (1 - foot) / each <= 5) ?? 0.25;
  const even = Array.from({ length: Math.floor((1 - foot) / step + 1e-9) + 1 }, (_, at) => 1 - at * step);
  return [...even.filter((each) => Math.abs(each - target) > step / 2), target].sort((a, b) => b - a);
}

/** 17:40, of a minute of the day. */
export function clockOf(minute: number): string {
  return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, "0")}`;
}
