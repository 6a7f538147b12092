/** What somebody buys and costs, as sums one can check. No word about the person. */
import { list, money, spoken } from "../../live/format";
import { named } from "../../live/phrases";
import type { Figures as Sums, ProfilePage } from "../../live/wire";
import { plural, t } from "../../live/words";
import { Part } from "./Profile";

export function Figures({ page }: { page: ProfilePage }) {
  if (page.unprofiled) return <Part title={t("Figures of a year")}><p class="quiet">{t("They asked not to be profiled: nothing is added up.")}</p></Part>;
  if (!page.figures) return <Part title={t("Figures of a year")}><p class="quiet">{t("open when verified")}</p></Part>;
  const sums = page.figures;
  return (
    <Part title={t("Figures of a year")}>
      <dl class="kv">
        <Line label={t("Purchases")}>{bought(sums)}</Line>
        {sums.discount_cents > 0 && <Line label={t("Taken off")}>{t("{off} of {full}, {percent} %", { off: cents(sums, sums.discount_cents), full: cents(sums, sums.paid_cents + sums.discount_cents), percent: share(sums.discount_cents, sums.paid_cents + sums.discount_cents) })}</Line>}
        <Line label={t("Left")}>{left(sums)}</Line>
        <Line label={t("Cost")}>{plural(sums.contacts, "1 contact, {cost}", "{count} contacts, {cost}", { cost: cents(sums, sums.cost_cents) })}</Line>
        {sums.overdue !== null && sums.usual_gap_days !== null && <Line label={t("Next one")}>{t("{days} days since the last, usually {usual}: {times} times that", { days: sums.recency_days ?? 0, usual: Math.round(sums.usual_gap_days), times: sums.overdue.toLocaleString(spoken(), { maximumFractionDigits: 1 }) })}</Line>}
        {sums.segment && <Line label={t("Segment")}>{SEGMENTS[sums.segment]()}</Line>}
        {sums.categories.length > 0 && <Line label={t("Mostly")}>{list(sums.categories.slice(0, 4).map(([name, paid]) => `${named(name)} ${cents(sums, paid)}`))}</Line>}
        {sums.products.length > 0 && <Line label={t("Often")}>{list(sums.products.slice(0, 4).map(([name, times]) => `${name} ×${times}`))}</Line>}
        {sums.channels.length > 0 && <Line label={t("Reach us")}>{reaching(sums)}</Line>}
      </dl>
    </Part>
  );
}

function Line({ label, children }: { label: string; children: string }) {
  return <div><dt>{label}</dt><dd>{children}</dd></div>;
}

const SEGMENTS: Record<NonNullable<Sums["segment"]>, () => string> = {
  frequent: () => t("lately and often"), recent: () => t("lately, now and then"), new: () => t("since less than three months"),
  regular: () => t("neither lately nor long ago"), fading: () => t("often, but not lately"), away: () => t("seldom, and long ago"), none: () => t("nothing within the year"),
};

const cents = (sums: Sums, amount: number) => money(amount, sums.currency);
const share = (part: number, whole: number) => (whole ? Math.round((100 * part) / whole) : 0);

/** The sum, and on what it stands: costs, shares of categories, or what the company assumes. */
function left(sums: Sums): string {
  const parts: [number, string][] = [
    [sums.margin_costed_cents, t("by what it cost")], [sums.margin_category_cents, t("by its category")],
    [sums.margin_assumed_cents, t("assuming {percent} %", { percent: Math.round(sums.margin_share * 100) })],
  ];
  const known = parts.filter(([paid]) => paid > 0);
  if (!known.length) return cents(sums, sums.margin_cents);
  const stands = known.length === 1 ? known[0]![1] : list(known.map(([paid, words]) => `${share(paid, sums.paid_cents)} % ${words}`));
  return t("{margin}, {stands}", { margin: cents(sums, sums.margin_cents), stands });
}

function bought(sums: Sums): string {
  if (!sums.purchases) return t("none");
  return plural(sums.purchases, "1 purchase, {paid}", "{count} purchases, {paid}", { paid: cents(sums, sums.paid_cents) });
}

/** By which channel most, and between which hours half of the times fall. */
function reaching(sums: Sums): string {
  const channels = list(sums.channels.map(([name, times]) => `${name === "call" ? t("by telephone") : name === "chat" ? t("by chat") : named(name)} ×${times}`));
  const best = sums.hours.map((_, hour) => ({ hour, times: (sums.hours[hour] ?? 0) + (sums.hours[hour + 1] ?? 0) })).sort((a, b) => b.times - a.times)[0];
  return best && best.times > 1 ? `${channels}; ${t("mostly from {from} to {to}", { from: `${best.hour}:00`, to: `${(best.hour + 2) % 24}:00` })}` : channels;
}
