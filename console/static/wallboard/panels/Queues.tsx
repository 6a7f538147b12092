import { span } from "../../live/format";
import { now } from "../../live/store/clock";
import { table } from "../../live/store/rows";
import { t } from "../../live/words";
import { abandonment, belowTarget, lines, longestWait, overTarget, type Line } from "../reading";
import { Legal } from "./Legal";
import { formula, named, percent, wait } from "../wording";

export function Queues() {
  const all = lines(table("queue").value.values(), table("queue_stats").value);
  const heads = [t("Waiting"), t("Longest wait"), t("Service level, today"), t("ASA today"), t("Abandonment"), t("Answered"), t("Free")];
  return (
    <main class="w-main">
      <div class="w-scroll" tabIndex={0} role="region" aria-label={t("Queues")}>
        <table class="wq" style={{ "--lines": all.length }}>
          <caption class="vh">{t("Queues")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("Queue")}</th>
              {heads.map((head, at) => <th scope="col" key={head} class={at === 2 ? "sl" : undefined}>{head}</th>)}
            </tr>
          </thead>
          <tbody>{all.map((line) => <QueueLine key={line.queue.id} {...line} />)}</tbody>
        </table>
      </div>
      <p class="formula">{formula(all.map((each) => each.queue))}</p>
      <Legal />
    </main>
  );
}

function QueueLine(line: Line) {
  const { queue, stats } = line;
  if (!stats) return <tr><th scope="row">{named(queue.name)}</th><td colSpan={7} class="quiet">{t("Not counted yet")}</td></tr>;
  const late = overTarget(line, now.value);
  return (
    <tr class={late ? "bad" : undefined}>
      <th scope="row">{named(queue.name)}</th>
      <Figure big due={late} zero={!stats.waiting}>{stats.waiting}</Figure>
      <Figure big due={late} zero={!stats.waiting}>{wait(longestWait(stats, now.value))}</Figure>
      <td class="sl"><ServiceLevel {...line} /></td>
      <td>{stats.asa_seconds === null ? "—" : span(Math.round(stats.asa_seconds))}</td>
      <td>{percent(abandonment(stats), 1)}</td>
      <td>{stats.answered}</td>
      <Figure zero={!stats.free_agents}>{stats.free_agents}</Figure>
    </tr>
  );
}

function Figure({ big, due, zero, children }: { big?: boolean; due?: boolean; zero: boolean; children: string | number }) {
  const classes = [big && "big", due && "due", zero && "zero"].filter(Boolean).join(" ");
  return <td class={classes || undefined}>{children}</td>;
}

/** The share as a figure and as a bar; the target is a tick on the bar. */
function ServiceLevel(line: Line) {
  const share = line.stats?.service_level ?? null;
  const low = belowTarget(line);
  return (
    <>
      <span class={low ? "big due" : share === null ? "big zero" : "big"}>{percent(share)}</span>
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <rect class="tr" width="100" height="8" />
        <rect class={low ? "hot" : "fill"} width={(share ?? 0) * 100} height="8" />
        <rect class="tick" x={line.queue.target_share * 100 - 0.6} y="-2" width="1.2" height="12" />
      </svg>
      {low && <span class="vh">{t("below the target of {share}", { share: percent(line.queue.target_share) })}</span>}
    </>
  );
}
