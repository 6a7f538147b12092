import { span } from "../../live/format";
import { secondsSince } from "../../live/store/clock";
import { t } from "../../live/words";
import { chat, ended, messages, name, place } from "../store/conversation";
import { outbox } from "../store/outbox";
import type { VisitorPlaceRow } from "../../live/wire";
import { staffedAtStart } from "../store/ways";
import { Ways } from "./Ways";
import { roughly, WaitLine, type Range } from "./Wait";

/** Above the thread: the name before the first message, then the place in the queue, then nothing. */
export function Place() {
  if (ended.value || chat.value?.state === "active") return null;
  if (chat.value) return <Queue row={place.value} />;
  return outbox.value.length ? null : <Name />;
}

function Name() {
  return (
    <section class="place name" aria-label={t("About you")}>
      {!staffedAtStart.value && <p class="nobody">{t("Nobody is here just now. Write anyway: then leave a number or an address, and we answer there.")}</p>}
      <label for="wn">{t("Your name, if you like")}</label>
      <input id="wn" autocomplete="given-name" maxLength={80} value={name.value} onInput={(event) => (name.value = event.currentTarget.value)} />
    </section>
  );
}

/** The place as it is, and how long others have waited; how long it will be nobody can promise. */
function Queue({ row }: { row: VisitorPlaceRow | null }) {
  const since = messages.value[0]?.at ?? null;
  const waited = Math.max(0, Math.floor(secondsSince(since)));
  const called = row !== null && row.place === null;
  const nobody = row !== null && !row.staffed && !called;
  return (
    <section class="place" aria-label={t("Your turn")}>
      <p class="pos" role="status">
        {row?.place ? <><b class="num">{row.place}</b>{t("in the queue")}</> : <><b aria-hidden="true">…</b>{called ? t("calling") : t("in the queue")}</>}
      </p>
      <div class="span">
        {nobody ? <Nobody /> : called ? <p>{t("Somebody is being called to your conversation now.")}</p> : row?.half_seconds ? <Lately half={row.half_seconds} most={row.most_seconds} waited={waited} /> : <NothingYet since={since} waited={waited} />}
      </div>
      <Ways />
    </section>
  );
}

/** It waits for the first who comes; whoever left an address or a number need not. */
function Nobody() {
  const email = chat.value?.email;
  return <p>{email ? t("Nobody is here just now. You need not wait: the answer goes to {email}.", { email }) : t("Nobody is here just now. Leave a number or an address, and we answer there.")}</p>;
}

function Lately(range: Range) {
  const { half, most } = range;
  return (
    <>
      <p>{t("Half wait")} <b>{t("less than {time}", { time: roughly(half) })}</b>{most ? <>; {t("9 of 10,")} <b>{t("less than {time}", { time: roughly(most) })}</b></> : null}.</p>
      <WaitLine {...range} />
    </>
  );
}

/** Too few have waited lately to say anything of it. */
function NothingYet({ since, waited }: { since: string | null; waited: number }) {
  return (
    <>
      <p>{t("Go on writing if you like: whoever answers reads it before greeting you.")}</p>
      {since && <p class="waited">{t("Waiting for")} <b class="num" role="timer">{span(waited)}</b></p>}
    </>
  );
}
