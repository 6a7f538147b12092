/** Nobody here now: calm, and what is likely to come. */
import { span } from "../../live/format";
import { now, serverNow } from "../../live/store/clock";
import { t } from "../../live/words";
import { Key } from "../../parts/Keys";
import { beState } from "../actions";
import { inMine } from "../names";
import { agent, queues, type QueueLine } from "../store/desk";
import { keymap } from "../store/keys";
import { searching } from "../store/search";
import { ResultsRow } from "./later";
import { stateWord } from "./Me";
import { NotesRow } from "./Notes";
import { PromisedRow } from "./Promised";
import { ReviewsRow } from "./Reviews";

export function Idle() {
  const me = agent.value;
  const free = me?.state === "available";
  return (
    <div class="ledger idle">
      <section class="row" aria-labelledby="who">
        <p class="dt">{t("Now")}</p>
        <div>
          <h1 id="who">{free ? t("Ready") : me ? stateWord(me) : t("Offline")}</h1>
          <p class="under">{free ? t("Whoever comes next appears here: who it is, why they call and what to say.") : <NotFree />}</p>
        </div>
      </section>
      <NotesRow />
      <PromisedRow />
      <ReviewsRow />
      {searching.value ? <ResultsRow /> : <NextRow />}
    </div>
  );
}

function NotFree() {
  const me = agent.value;
  const missed = me?.state === "away" && me.reason === "missed";
  return (
    <>
      <span>{missed ? t("A call rang out, so nothing rings here until you say you are back.") : t("Nothing rings at this desk until you are available.")}</span>
      <button type="button" class="btn" onClick={() => void beState("available")}>{t("Be available")}</button>
    </>
  );
}

function NextRow() {
  void now.value;
  const waiting = queues.value.filter((each) => (each.stats?.waiting ?? 0) > 0);
  const longest = [...waiting].sort((a, b) => waited(b) - waited(a))[0];
  return (
    <section class="row" aria-labelledby="next">
      <h2 class="dt" id="next">{t("Next")}</h2>
      <div>
        <p class="lead">{longest ? t("{count} wait in {queue}, the first for {time}", { count: longest.stats?.waiting ?? 0, queue: inMine(longest.queue.name), time: span(waited(longest)) }) : t("Nobody waits in your queues")}</p>
        <p class="quiet">{longest ? t("The one who has waited longest comes first.") : t("A good moment to read an article.")} <Key chord={keymap.value.search} /> {t("searches without a contact too.")}</p>
      </div>
    </section>
  );
}

function waited({ stats }: QueueLine): number {
  return stats?.oldest_at ? (serverNow() - Date.parse(stats.oldest_at)) / 1000 : 0;
}

export function IdleRecord() {
  return (
    <aside class="record" aria-label={t("My queues")} data-region tabIndex={-1}>
      <section>
        <h2>{t("My queues")}</h2>
        <table class="queues whole">
          <caption>{t("My queues today")}</caption>
          <thead><tr><th scope="col">{t("Queue")}</th><th scope="col">{t("Wait")}</th><th scope="col">{t("Answered")}</th><th scope="col">{t("In time")}</th></tr></thead>
          <tbody>
            {queues.value.map(({ queue, stats }) => (
              <tr key={queue.id}>
                <th scope="row">{inMine(queue.name)}</th>
                <td>{stats?.waiting ?? "–"}</td>
                <td>{stats ? `${stats.answered}/${stats.offered}` : "–"}</td>
                <td>{stats?.service_level === null || !stats ? "–" : `${Math.round(stats.service_level * 100)} %`}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p class="small quiet">{t("In time: answered within the target, of all who asked today.")}</p>
      </section>
    </aside>
  );
}
