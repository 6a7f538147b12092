/** A code instead of two facts: where it goes, what the customer reads out, how long it holds. */
import { useEffect, useState } from "preact/hooks";
import { time } from "../../live/format";
import { now } from "../../live/store/clock";
import { serverNow } from "../../live/store/clock";
import type { CodeWay } from "../../live/api";
import type { ContactCode, ContactRow } from "../../live/wire";
import { plural, t } from "../../live/words";
import { Key } from "../../parts/Keys";
import { CODE_ID, focusNext, foldCode, sendCode, tellCode, WAY_ID } from "../coding";
import { quoted, voiceOf } from "../names";
import { codeLine } from "../store/code";
import { isChat } from "../store/desk";
import { VERIFYING } from "../voice";

export function CodeLine({ contact }: { contact: ContactRow }) {
  const line = codeLine.value;
  useEffect(focusNext, [line?.ways]);
  if (line?.contact !== contact.id) return null;
  const code = contact.code;
  void now.value;
  const waits = code?.state === "sent" && Date.parse(code.expires_at) > serverNow();
  return (
    <div class="code-line" role="group" aria-label={t("Code")} onKeyDown={(event) => event.key === "Escape" && (foldCode(), event.stopPropagation())}>
      {waits && code ? <Told contact={contact} code={code} /> : <Send contact={contact} code={code} ways={line.ways} />}
    </div>
  );
}

function Send({ contact, code, ways }: { contact: ContactRow; code: ContactCode | null; ways: CodeWay[] | null }) {
  return (
    <>
      <p class="jot-line">
        {ways === null && <span class="small quiet" role="status">{t("one moment")}</span>}
        {ways?.length === 0 && <span class="small">{t("Nothing on their record from before this contact can receive a code.")}</span>}
        {ways?.map((way, index) => (
          <button key={way.id} type="button" class="btn" id={index === 0 ? WAY_ID : undefined} onClick={() => void sendCode(contact, way.id)}>
            {way.way === "sms" ? t("Send a code to the mobile {hint}", { hint: way.hint }) : t("Send a code to {hint}", { hint: way.hint })}
          </button>
        ))}
        <button type="button" class="link" onClick={foldCode}>{t("Fold")}<Key chord="Escape" /></button>
      </p>
      {code && <p class="small alert-ink" role="status">{spent(code)}</p>}
    </>
  );
}

/** Why the last one proves nothing any more. */
function spent(code: ContactCode): string {
  if (code.state === "failed") return t("The code could not be delivered to {hint}.", { hint: code.hint });
  if (code.state === "void") return t("That code is void: it was told wrong too often. Send another one, or ask for two facts.");
  return t("The code is too old: send another one.");
}

function Told({ contact, code }: { contact: ContactRow; code: ContactCode }) {
  const [typed, setTyped] = useState("");
  const voice = voiceOf(contact);
  const check = async (event: Event) => {
    event.preventDefault();
    if (typed.trim()) await tellCode(contact, typed);
    setTyped("");
    focusNext();
  };
  return (
    <>
      {!isChat(contact) && <p class="say small" lang={voice}>{quoted(VERIFYING.code(voice, code.way, code.hint), voice)}</p>}
      <form class="jot-line" onSubmit={(event) => void check(event)}>
        <label class="small">{t("Code they read")} <input id={CODE_ID} type="text" class="num" size={9} maxLength={12} inputMode="numeric" autoComplete="off" value={typed} aria-describedby="code-state" onInput={(event) => setTyped(event.currentTarget.value)} /></label>
        <button type="submit" class="btn">{t("Check")} <Key chord="Enter" /></button>
        <span class="small quiet" id="code-state">{t("Sent to {hint}, holds until {time}.", { hint: code.hint, time: time(code.expires_at) })}</span>
        <button type="button" class="link" onClick={foldCode}>{t("Fold")}<Key chord="Escape" /></button>
      </form>
      <p class="small alert-ink" role="alert">{code.wrong > 0 && <>{t("That is not the code.")} {plural(code.tries_left, "One try is left.", "{count} tries are left.")}</>}</p>
      {isChat(contact) && <p class="small quiet">{t("They may also write the six digits in the chat: it is looked at by itself.")}</p>}
    </>
  );
}
