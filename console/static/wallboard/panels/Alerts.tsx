import { span } from "../../live/format";
import { now } from "../../live/store/clock";
import { row, table } from "../../live/store/rows";
import { plural, t } from "../../live/words";
import { alerts, lines, type Alert } from "../reading";
import { named, percent } from "../wording";

/** More would push the agents off the wall; the table has all queues anyway. */
const MOST = 5;

export function Alerts() {
  const all = alerts(lines(table("queue").value.values(), table("queue_stats").value), table("agent").value.values(), now.value, row("legal_clock", 1));
  const more = all.length - MOST;
  return (
    <section class="alerts" aria-labelledby="al">
      <h2 id="al">{t("Alerts")}</h2>
      {all.length === 0 && <p>{t("Nothing needs a hand.")}</p>}
      <ol>{all.slice(0, MOST).map((each) => <Told key={keyOf(each)} alert={each} />)}</ol>
      {more > 0 && <p class="more">{plural(more, "and {count} more", "and {count} more")}</p>}
    </section>
  );
}

const keyOf = (alert: Alert) => (alert.about === "queue" ? `queue ${alert.line.queue.id}` : alert.about === "law" ? "law" : `agent ${alert.agent.id}`);

function Told({ alert }: { alert: Alert }) {
  const [lead, why] = told(alert);
  return (
    <li class={alert.about === "queue" || alert.about === "law" ? "hot" : undefined}>
      <p class="lead">{lead}</p>
      <p>{why}</p>
    </li>
  );
}

/** What happened, and why it is told. */
function told(alert: Alert): [string, string] {
  if (alert.about === "law") {
    const [share, ahead] = [percent(alert.end, 1), alert.clock.ahead.length > 0];
    return [
      ahead ? t("Legal clock: {share} foreseen at closing", { share }) : t("Legal clock: {share} so far", { share }),
      t("The law wants {share}.", { share: percent(alert.clock.target) }),
    ];
  }
  if (alert.about === "wrap_up") {
    const facts = { name: alert.agent.first_name, time: span(alert.seconds) };
    return [t("{name} has been wrapping up for {time}", facts), t("The margin is {time}.", { time: span(alert.margin) })];
  }
  if (alert.about === "missed") {
    return [t("{name} missed a contact", { name: alert.agent.first_name }), t("Nothing rings there until {name} is available again.", { name: alert.agent.first_name })];
  }
  const { queue, stats } = alert.line;
  const facts = { queue: named(queue.name), time: span(alert.waited) };
  const free = stats?.free_agents ?? 0;
  return [
    plural(stats?.waiting ?? 0, "{queue}: {count} waiting, for {time}", "{queue}: {count} waiting, the first {time}", facts),
    `${t("The target is {time}.", { time: span(queue.target_seconds) })} ${free ? plural(free, "{count} agent is free.", "{count} agents are free.") : t("Nobody is free.")}`,
  ];
}
