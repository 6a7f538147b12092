/** What I have promised and not done yet: the next first, what is late in ember. */
import { desk } from "../../live/api";
import { capital, onDay, phone, time } from "../../live/format";
import { serverNow, now } from "../../live/store/clock";
import { lose, receive, table } from "../../live/store/rows";
import type { FollowUpRow } from "../../live/wire";
import { t } from "../../live/words";
import { agent } from "../store/desk";
import { tell } from "../store/notices";

const A_DAY = 86_400_000;

export function PromisedRow() {
  void now.value;
  const mine = [...table("follow_up").value.values()].filter((each) => each.owner === agent.value?.id);
  if (!mine.length) return null;
  mine.sort((a, b) => Date.parse(a.due_at) - Date.parse(b.due_at));
  return (
    <section class="row notes promised" aria-labelledby="pr">
      <h2 class="dt" id="pr">{t("Promised")}</h2>
      <ul>{mine.map((each) => <Promised key={each.id} promised={each} />)}</ul>
    </section>
  );
}

function Promised({ promised }: { promised: FollowUpRow }) {
  const late = Date.parse(promised.due_at) < serverNow();
  const whom = [promised.who, promised.number ? phone(promised.number) : ""].filter(Boolean).join(", ");
  return (
    <li class="pair">
      <p>
        <span class={late ? "due" : undefined}>{late && <span class="vh">{t("late")}: </span>}{capital(onDay(promised.due_at, serverNow()))} {time(promised.due_at)}</span>{" "}
        <span>{promised.what}</span>{" "}
        {whom && <span class="small quiet">{whom}</span>}
      </p>
      <span class="acts">
        <button type="button" class="btn plain" aria-label={t("Tomorrow: {what}", { what: promised.what })} onClick={() => void putOff(promised)}>{t("Tomorrow")}</button>
        <button type="button" class="btn" aria-label={t("Done: {what}", { what: promised.what })} onClick={() => void done(promised)}>{t("Done")}</button>
      </span>
    </li>
  );
}

async function done(promised: FollowUpRow): Promise<void> {
  try {
    await desk.followedUp(promised.id);
    lose("follow_up", promised.id);
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error), { trouble: true });
  }
}

/** A day from now, at the hour it was promised for. */
async function putOff(promised: FollowUpRow): Promise<void> {
  const was = Date.parse(promised.due_at);
  const days = Math.max(1, Math.floor((serverNow() - was) / A_DAY) + 1);
  try {
    receive("follow_up", await desk.putOff(promised.id, new Date(was + days * A_DAY).toISOString()));
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error), { trouble: true });
  }
}
