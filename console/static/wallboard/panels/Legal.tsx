import { spoken } from "../../live/format";
import { row } from "../../live/store/rows";
import type { LegalClockRow } from "../../live/wire";
import { plural, t } from "../../live/words";
import { allowed, clockOf, endOfDay, HEIGHT, plot, shareOf, WIDTH, type Plot } from "../legal";
import { percent } from "../wording";

/** The law in one line with where it stands, where it is going and when it would be broken. */
export function Legal() {
  const clock = row("legal_clock", 1);
  if (!clock) return null;
  const minutes = clock.limit_seconds / 60;
  return (
    <section class="legal" aria-labelledby="lg">
      <div class="legal-head">
        <h2 id="lg">{t("Legal clock: {share} before {minutes} min", { share: percent(clock.target), minutes })}</h2>
        <Figures clock={clock} minutes={minutes} />
      </div>
      {clock.total ? <Drawn clock={clock} drawn={plot(clock)} /> : <p class="quiet">{t("No call has been answered yet today.")}</p>}
      <p class="formula">{t("Calls that waited less than {minutes} min ÷ calls offered, those given up included, all lines.", { minutes })} {foretold(clock)}</p>
    </section>
  );
}

function Figures({ clock, minutes }: { clock: LegalClockRow; minutes: number }) {
  const [share, end, most] = [shareOf(clock), endOfDay(clock), allowed(clock)];
  const low = (value: number | null) => (value !== null && value < clock.target ? "due" : undefined);
  return (
    <dl>
      <div><dt>{t("Today, so far")}</dt><dd class={low(share)}>{percent(share, 1)}</dd></div>
      {end !== null && <div><dt>{t("Forecast at closing")}</dt><dd class={low(end)}>{percent(end, 1)}</dd></div>}
      <div><dt>{t("Waits of more than {minutes} min", { minutes })}</dt><dd>{clock.long}{most !== null && <> <small>{t("of {most} possible", { most })}</small></>}</dd></div>
    </dl>
  );
}

function Drawn({ clock, drawn }: { clock: LegalClockRow; drawn: Plot }) {
  return (
    <svg class="legal-plot" viewBox={`-62 -12 ${WIDTH + 70} ${HEIGHT + 40}`} role="img" aria-label={inWords(clock)}>
      {drawn.hours.map(({ x, minute }, at) => (
        <g key={minute}><line class="g" x1={x} x2={x} y1="0" y2={HEIGHT} /><text x={x} y={HEIGHT + 24} text-anchor={at === 0 ? "start" : x === WIDTH ? "end" : "middle"}>{clockOf(minute)}</text></g>
      ))}
      {drawn.shares.map(({ y, share, limit }) => <text key={share} class={limit ? "lim" : undefined} x="-10" y={y + 5} text-anchor="end">{figure(share)}</text>)}
      <polygon class="band" points={drawn.band} />
      <line class="limit" x1="0" x2={WIDTH} y1={drawn.limit} y2={drawn.limit} />
      <polyline class="past" points={drawn.past} />
      <polyline class={falls(clock) ? "fut" : "fut fine"} points={drawn.ahead} />
      {drawn.now && <><circle class="now" cx={drawn.now.x} cy={drawn.now.y} r="6" /><text class="nowt" x={drawn.now.x} y={drawn.now.y < 24 ? drawn.now.y + 28 : drawn.now.y - 16} text-anchor="middle">{t("now")}</text></>}
      {drawn.cross && <><line class="cross" x1={drawn.cross.x} x2={drawn.cross.x} y1={drawn.limit - 34} y2={drawn.limit} /><text class="crosst" x={drawn.cross.x} y={drawn.limit - 42} text-anchor="middle">{t("{time}, falls below {share}", { time: clockOf(drawn.cross.minute), share: percent(clock.target) })}</text></>}
    </svg>
  );
}

const falls = (clock: LegalClockRow) => (endOfDay(clock) ?? 1) < clock.target;
/** 97.5: the scale says once that it is per cent. */
const figure = (share: number) => new Intl.NumberFormat(spoken(), { maximumFractionDigits: 1 }).format(share * 100);

function inWords(clock: LegalClockRow): string {
  const said = t("{share} of the calls waited less than the law allows", { share: percent(shareOf(clock), 1) });
  const end = endOfDay(clock);
  if (end === null) return said;
  const ahead = t("forecast {share} at closing", { share: percent(end, 1) });
  return clock.crosses === null ? `${said}, ${ahead}` : `${said}, ${ahead}, ${t("below the law for good from {time}", { time: clockOf(clock.crosses) })}`;
}

function foretold(clock: LegalClockRow): string {
  if (!clock.days || clock.expected === null) return t("No forecast yet: it needs four such weekdays.");
  return plural(clock.expected, "Forecast: {count} call; the band, eight in ten of the last {days} such weekdays.", "Forecast: {count} calls; the band, eight in ten of the last {days} such weekdays.", { days: clock.days });
}
