/** What everybody on my queues must know today, above whatever one searches. */
import { desk } from "../../live/api";
import { time } from "../../live/format";
import { receive } from "../../live/store/rows";
import type { BulletinRow } from "../../live/wire";
import { t } from "../../live/words";
import { openArticle } from "../searching";
import { isRead, notes } from "../store/notes";
import { tell } from "../store/notices";

export function NotesRow() {
  const these = notes.value;
  if (!these.length) return null;
  return (
    <section class="row notes" aria-labelledby="nd">
      <h2 class="dt" id="nd" tabIndex={-1}>{t("Today")}</h2>
      <ul>{these.map((each) => <Note key={each.id} note={each} />)}</ul>
    </section>
  );
}

function Note({ note }: { note: BulletinRow }) {
  const read = isRead(note);
  return (
    <li class="pair" data-read={read || undefined}>
      <p><span class={read ? undefined : "lead"}>{note.text}</span> <span class="small quiet">{t("{name}, until {time}", { name: note.by, time: time(note.ends_at) })}</span>{note.article !== null && <> <button type="button" class="link" onClick={() => void openArticle({ article: note.article ?? 0, version: 0 })}>{t("Read the article")}</button></>}</p>
      {!read && <button type="button" class="btn" onClick={() => void acknowledge(note)}>{t("Understood")}</button>}
    </li>
  );
}

async function acknowledge(note: BulletinRow): Promise<void> {
  const here = document.activeElement?.closest(".notes");
  try {
    receive("bulletin_read", await desk.acknowledge(note.id));
    if (here) setTimeout(() => (here.querySelector<HTMLElement>("button.btn") ?? document.getElementById("nd"))?.focus()); // its own button is gone
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error), { trouble: true });
  }
}
