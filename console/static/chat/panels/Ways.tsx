/** Other ways than waiting: being called, being answered by e-mail. Each is one field, under the place in the queue. */
import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../../live/words";
import { Icon } from "../../parts/icons";
import { chat, ended } from "../store/conversation";
import { byMail, toggle, way } from "../store/ways";
import { answerByMail, callMe } from "../talking";

export function Ways() {
  return (
    <p class="ways">
      <CallMe />
      {byMail.value && !chat.value?.email && <button type="button" class="btn plain" aria-expanded={way.value === "mail"} onClick={() => toggle("mail")}><Icon name="mail" />{t("By e-mail")}</button>}
    </p>
  );
}

export function CallMe({ bare = false }: { bare?: boolean }) {
  return <button type="button" class="btn plain" aria-expanded={way.value === "call"} onClick={() => toggle("call")}>{!bare && <Icon name="phone" />}{t("I would rather be called")}</button>;
}

/** The form of the way chosen; nothing otherwise. */
export function Asked() {
  if (way.value === "privacy") return <Privacy />;
  if (way.value === null) return null;
  const call = way.value === "call";
  if (!call && ended.value) return <OneField key="copy" label={t("The address to send it to")} type="email" autocomplete="email" action={t("Send it")} send={answerByMail} />;
  return call
    ? <OneField key="call" label={t("The number to call")} type="tel" autocomplete="tel" action={t("Call me")} send={callMe} />
    : <OneField key="mail" label={t("The address to answer to")} type="email" autocomplete="email" action={t("Answer there")} send={answerByMail} note={t("You need not wait here: the whole conversation goes there when it ends.")} />;
}

interface Field {
  label: string;
  type: "tel" | "email";
  autocomplete: "tel" | "email";
  action: string;
  note?: string;
  send: (text: string) => Promise<void>;
}

function OneField({ label, type, autocomplete, action, note, send }: Field) {
  const field = useRef<HTMLInputElement>(null);
  const trouble = useSignal("");
  useLayoutEffect(() => field.current?.focus(), []); // before the next keystroke
  const sending = useRef(false);
  const go = () => {
    if (sending.current) return; // pressed twice
    sending.current = true;
    send(field.current?.value.trim() ?? "").then(() => (way.value = null), (error: unknown) => {
      trouble.value = error instanceof Error ? error.message : String(error);
      field.current?.focus();
    }).finally(() => (sending.current = false));
  };
  return (
    <form class="wid-ask one" noValidate onSubmit={(event) => (event.preventDefault(), go())} onKeyDown={(event) => event.key === "Escape" && (event.stopPropagation(), (way.value = null))}>
      <label for="way">{label}</label>
      <input id="way" type="text" inputMode={type} autocomplete={autocomplete} maxLength={254} ref={field} aria-invalid={trouble.value !== ""} aria-describedby="way-trouble" />
      <button type="submit" class="btn go">{action}</button>
      <p class="trouble" id="way-trouble" role="alert">{trouble.value}</p>
      {note && <p class="small">{note}</p>}
      <button type="button" class="btn plain" onClick={() => (way.value = null)}>{t("Rather not")}</button>
    </form>
  );
}

function Privacy() {
  return (
    <section class="wid-ask" aria-label={t("Privacy")}>
      <p class="small">{t("We keep the conversation to help you. Please no passwords or card numbers.")}</p>
      <button type="button" class="btn" onClick={() => (way.value = null)}>{t("Understood")}</button>
    </section>
  );
}
