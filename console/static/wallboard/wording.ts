/** The room's words and figures, in the reader's language. */
import { list, span, spoken } from "../live/format";
import { plural, t } from "../live/words";
import type { Named, QueueRow } from "../live/wire";
import type { Group } from "./reading";

export function named(name: Named): string {
  return spoken().startsWith("es") ? name.es : name.en;
}

export function percent(share: number | null, digits = 0): string {
  if (share === null) return "—";
  const format = { style: "percent", minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
  return new Intl.NumberFormat(spoken(), format).format(share);
}

export function wait(seconds: number | null): string {
  return seconds === null ? "—" : span(seconds);
}

/** A date as the board's head says it: Tuesday 24 Nov 2026, in the company's zone. */
export function headDate(now: number, timeZone: string): string {
  const one = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(spoken(), { timeZone, ...options }).format(now);
  return `${one({ weekday: "long" })} ${one({ day: "numeric" })} ${one({ month: "short" })} ${one({ year: "numeric" })}`;
}

export function headTime(now: number, timeZone: string): [string, string] {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone, timeStyle: "medium" }).format(now);
  return [parts.slice(0, 5), parts.slice(5)];
}

const GROUPS: Record<Group, () => string> = {
  on_call: () => t("On a call"),
  ringing: () => t("Ringing"),
  in_chat: () => t("In chats"),
  wrap_up: () => t("Wrapping up"),
  available: () => t("Available"),
  away: () => t("Away"),
  offline: () => t("Not connected"),
};
const REASONS: Record<string, () => string> = {
  break: () => t("On a break"),
  lunch: () => t("At lunch"),
  training: () => t("In training"),
  meeting: () => t("In a meeting"),
  missed: () => t("Missed a contact"),
};

export function groupName(group: Group, reason: string | null): string {
  return (reason !== null && REASONS[reason]?.()) || GROUPS[group]();
}

export function chats(count: number): string {
  return plural(count, "{count} chat", "{count} chats");
}

/** How the figures are made, with the targets of these queues: `within 20 s (Web chat, 60 s)`. */
export function formula(queues: readonly QueueRow[]): string {
  const common = mostCommon(queues.map((each) => each.target_seconds));
  const others = queues.filter((each) => each.target_seconds !== common);
  const apart = others.map((each) => t("{queue}, {seconds} s", { queue: named(each.name), seconds: each.target_seconds }));
  const within = t("{seconds} s", { seconds: common }) + (apart.length ? ` (${list(apart)})` : "");
  const shares = new Set(queues.map((each) => each.target_share));
  const target = shares.size === 1 ? t("Target {share}, the tick.", { share: percent([...shares][0]!) }) : t("The tick is each queue's target.");
  return [
    t("Service level: answered within {within} ÷ (answered + abandoned, except those who hung up at once).", { within }),
    target,
    t("ASA: mean wait of the answered. Abandonment: abandoned ÷ (answered + abandoned). All since midnight."),
  ].join(" ");
}

function mostCommon(values: readonly number[]): number {
  const times = (value: number) => values.filter((each) => each === value).length;
  return [...values].sort((a, b) => times(b) - times(a))[0] ?? 0;
}
