/** One article in the sheet: read it, read it aloud step by step, put it where I write, say whether it helped. */
import { useEffect, useState } from "preact/hooks";
import { shortDate } from "../../live/format";
import { serverNow } from "../../live/store/clock";
import type { ArticlePage } from "../../live/wire";
import { t } from "../../live/words";
import { Key } from "../../parts/Keys";
import { backToResults, copy, helped, putArticle, putLink } from "../searching";
import { current, isChat } from "../store/desk";
import { keymap } from "../store/keys";
import * as search from "../store/search";
import { isPinned, pin } from "../store/shelf";
import { Html } from "./Html";

export function ArticleRow({ article }: { article: ArticlePage }) {
  const [step, setStep] = useState<number | null>(null);
  useEffect(() => (setStep(null), document.getElementById("art")?.focus()), [article.id]);
  const heard = (event: KeyboardEvent) => {
    if (event.key === "Escape") step === null ? backToResults() : setStep(null);
    else if (step !== null && event.key === "ArrowRight") setStep(Math.min(step + 1, article.steps.length - 1));
    else if (step !== null && event.key === "ArrowLeft") setStep(Math.max(step - 1, 0));
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
          <button type="button" class="btn plain" onClick={backToResults}>{t("Back to the results")} <Key chord="Escape" /></button>
        </div>
        <Acts article={article} aloud={step !== null} readAloud={() => (setStep(step === null ? 0 : null), document.getElementById("art")?.focus())} />
        {step === null ? <Html html={article.html} /> : <Step article={article} step={step} go={setStep} />}
      </article>
    </section>
  );
}

function Acts({ article, aloud, readAloud }: { article: ArticlePage; aloud: boolean; readAloud: () => void }) {
  const contact = current.value;
  const chat = contact !== undefined && isChat(contact) && contact.state === "active";
  const pinned = isPinned(article.id);
  return (
    <p class="acts">
      {contact && contact.state !== "ringing" && <button type="button" class="btn plain" onClick={() => putArticle(article)}>{t("Put it where I write")}</button>}
      {chat && article.address && <button type="button" class="btn plain" onClick={() => putLink(article.id, article.address)}>{t("Put its link")}</button>}
      {article.steps.length > 1 && <button type="button" class="btn plain" aria-pressed={aloud} onClick={readAloud}>{t("Read aloud")}</button>}
      <button type="button" class="btn plain" onClick={() => void copy(article)}>{t("Copy")}</button>
      <button type="button" class="btn plain" aria-pressed={pinned} onClick={() => pin(search.asHit(article))}>{pinned ? t("Unpin") : t("Pin")}</button>
      <button type="button" class="btn plain" onClick={() => helped(true)}>{t("It helped")} <Key chord={keymap.value.helped} /></button>
      <button type="button" class="btn plain" onClick={() => helped(false)}>{t("It did not")} <Key chord={keymap.value.useless} /></button>
      <span class="small quiet whole-line">{article.reviewed_on && t("reviewed {date}", { date: shortDate(article.reviewed_on, serverNow()) })} · {t("version {n}", { n: article.version })}</span>
    </p>
  );
}

/** One sentence at a time, in the voice of what is said aloud. */
function Step({ article, step, go }: { article: ArticlePage; step: number; go: (to: number) => void }) {
  return (
    <div class="aloud">
      <p class="say" role="status">{article.steps[step]}</p>
      <p class="small quiet">
        <button type="button" class="btn plain" disabled={step === 0} onClick={() => go(step - 1)}>← {t("Before")}</button>{" "}
        <span class="num">{step + 1}/{article.steps.length}</span>{" "}
        <button type="button" class="btn plain" disabled={step === article.steps.length - 1} onClick={() => go(step + 1)}>{t("Next")} →</button>
      </p>
    </div>
  );
}
