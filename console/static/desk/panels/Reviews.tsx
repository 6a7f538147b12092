/** Articles of mine that want looking at again. Between conversations only: it can wait. */
import { shortDate } from "../../live/format";
import { serverNow } from "../../live/store/clock";
import { table } from "../../live/store/rows";
import { t } from "../../live/words";

export function ReviewsRow() {
  const mine = [...table("review").value.values()].sort((a, b) => a.review_by.localeCompare(b.review_by));
  if (!mine.length) return null;
  return (
    <section class="row" aria-labelledby="rv">
      <h2 class="dt" id="rv">{t("To review")}</h2>
      <ul>
        {mine.map((each) => (
          <li key={each.article}>
            <a href={each.address} target="_blank" rel="noopener">{each.title}</a>{" "}
            <span class="small quiet">{t("since {date}", { date: shortDate(each.review_by, serverNow()) })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
