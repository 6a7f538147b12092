/** One article in the sheet: read it, read it aloud step by step, put it where I write, say whether it helped. */
import { useEffect } from "preact/hooks";
import { shortDate } from "../../live/format";
import { serverNow } from "../../live/store/clock";
import type { ArticlePage } from "../../live/wire";
import { t } from "../../live/words";
import { Key } from "../../parts/Keys";
import { copy, putArticle, putLink } from "../quoting";
import { backToResults, helped, openQuoted, readAloud, readStep } from "../searching";
import { placeIn } from "../store/aloud";
import { current, isChat } from "../store/desk";
import { keymap } from "../store/keys";
import * as search from "../store/search";
import { isPinned, pin } from "../store/shelf";
import { Aloud } from "./Aloud";
import { Files } from "../../parts/Files";
import { Html } from "../../parts/Html";

export function ArticleRow({ article }: { article: ArticlePage }) {
  const { at, reading } = placeIn(current.value?.id ?? 0, article.id);
  useEffect(() => document.getElementById("art")?.focus(), [article.id]);
  const heard = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") reading ? readAloud(article) : backToResults();
    else if (reading && event.key === "ArrowRight") readStep(article, at + 1);
    else if (reading && event.key === "ArrowLeft") readStep(article, at - 1);
    else if (reading && event.key === "Home") readStep(article, 0);
    else if (reading && event.key === "End") readStep(article, article.steps.length - 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section class="row results" aria-labelledby="art">
      <h2 class="dt">{t("Article")}</h2>
      <article class="article" lang={article.language} onKeyDown={heard}>
        <div class="pair">
          <h3 class="lead" id="art" tabIndex={-1}>{article.title}</h3>
          <button type="button" class="btn plain" onClick={backToResults}>{article.was ? t("Back") : t("Back to the results")} <Key chord="Escape" /></button>
        </div>
        {article.was ? <Was article={article} was={article.was} /> : <Acts article={article} reading={reading} />}
        {reading ? <Aloud article={article} at={at} go={(to) => readStep(article, to)} /> : <><Html html={article.html} /><Files files={article.files} /></>}
      </article>
    </section>
  );
}

/** What was said once is there to be read, not to be said again. */
function Was({ article, was }: { article: ArticlePage; was: NonNullable<ArticlePage["was"]> }) {
  const facts = { n: article.version, date: was.since ? shortDate(was.since, serverNow(), true) : "" };
  return (
    <p role="note">
      <b>{was.now ? t("This is version {n}. The article says something else since {date}.", facts) : was.since ? t("This is version {n}. The article was retired on {date}: don't tell it to anybody any more.", facts) : t("This is version {n}. The article was retired: don't tell it to anybody any more.", facts)}</b>{" "}
      {was.now && <button type="button" class="btn plain" onClick={() => void openQuoted(article.id, was.now ?? 0)}>{t("Read today's version, {n}", { n: was.now })}</button>}
    </p>
  );
}

function Acts({ article, reading }: { article: ArticlePage; reading: boolean }) {
  const contact = current.value;
  const chat = contact !== undefined && isChat(contact) && contact.state === "active";
  const pinned = isPinned(article.id);
  return (
    <p class="acts">
      {contact && contact.state !== "ringing" && <button type="button" class="btn plain" onClick={() => putArticle(article)}>{t("Put it where I write")}</button>}
      {chat && article.address && <button type="button" class="btn plain" onClick={() => putLink(article)}>{t("Put its link")}</button>}
      {article.steps.length > 1 && <button type="button" class="btn plain" aria-pressed={reading} onClick={() => readAloud(article)}>{t("Read aloud")} <Key chord={keymap.value.aloud} /></button>}
      <button type="button" class="btn plain" onClick={() => void copy(article)}>{t("Copy")}</button>
      <button type="button" class="btn plain" onClick={() => pin(search.asHit(article))}>{pinned ? t("Unpin") : t("Pin")}</button>
      <button type="button" class="btn plain" onClick={() => helped(true)}>{t("It helped")} <Key chord={keymap.value.helped} /></button>
      <button type="button" class="btn plain" onClick={() => helped(false)}>{t("It did not")} <Key chord={keymap.value.useless} /></button>
      <span class="small quiet whole-line">{article.reviewed_on && t("reviewed {date}", { date: shortDate(article.reviewed_on, serverNow()) })} · {t("version {n}", { n: article.version })}</span>
    </p>
  );
}
