import { now } from "../../live/store/clock";
import { age, freshness } from "../../live/store/connection";
import { table } from "../../live/store/rows";
import { t } from "../../live/words";
import { Icon } from "../../parts/icons";
import { totals } from "../reading";
import { headDate, headTime } from "../wording";

export function Top({ zone }: { zone: string }) {
  return (
    <header class="w-top">
      <h1><Icon name="mark" /> {t("The room")}</h1>
      <p>{headDate(now.value, zone)}</p>
      <Freshness />
      <Totals />
      <Clock zone={zone} />
    </header>
  );
}

/** Not a live region: it changes every second, and a reader of the page finds it here. */
function Freshness() {
  const words = {
    fresh: () => t("Up to date, {n} s ago", { n: age.value }),
    late: () => t("{n} s old", { n: age.value }),
    cut_off: () => t("No connection for {n} s: these figures are old", { n: age.value }),
  };
  return <p class="link-state" data-is={freshness.value}>{words[freshness.value]()}</p>;
}

function Totals() {
  const sum = totals(table("queue_stats").value.values());
  const each: [string, number][] = [
    [t("Offered"), sum.offered], [t("Answered"), sum.answered], [t("Abandoned"), sum.abandoned], [t("Waiting"), sum.waiting],
  ];
  return <dl class="totals">{each.map(([name, count]) => <div key={name}><dt>{name}</dt><dd>{count}</dd></div>)}</dl>;
}

function Clock({ zone }: { zone: string }) {
  const [minutes, seconds] = headTime(now.value, zone);
  return <time class="w-clock" dateTime={minutes + seconds}>{minutes}<small>{seconds}</small></time>;
}
