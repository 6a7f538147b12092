import { span } from "../../live/format";
import { secondsSince } from "../../live/store/clock";
import { t } from "../../live/words";
import { chat, ended, messages, name, place } from "../store/conversation";
import { outbox } from "../store/outbox";

/** Above the thread: the name before the first message, then the place in the queue, then nothing. */
export function Place() {
  if (ended.value || chat.value?.state === "active") return <div />;
  if (chat.value) return <Queue place={place.value?.place ?? null} />;
  return outbox.value.length ? <div /> : <Name />;
}

function Name() {
  return (
    <section class="place name" aria-label={t("About you")}>
      <label for="wn">{t("Your name, if you like")}</label>
      <input id="wn" autocomplete="given-name" maxLength={80} value={name.value} onInput={(event) => (name.value = event.currentTarget.value)} />
    </section>
  );
}

/** The place as it is, and how long it has been; how long it will be nobody can promise. */
function Queue({ place }: { place: number | null }) {
  const since = messages.value[0]?.at ?? null;
  return (
    <section class="place" aria-label={t("Your turn")}>
      <p class="pos" role="status">
        {place === null ? <><b aria-hidden="true">…</b>{t("calling")}</> : <><b class="num">{place}</b>{t("in the queue")}</>}
      </p>
      <div class="span">
        <p>{place === null ? t("Somebody is being called to your conversation now.") : t("Go on writing if you like: whoever answers reads it before greeting you.")}</p>
        {since && <p class="waited">{t("Waiting for")} <b class="num" role="timer">{span(secondsSince(since))}</b></p>}
      </div>
    </section>
  );
}
