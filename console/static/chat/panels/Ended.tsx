/** The end: who closed it, the conversation to keep, and one question nobody has to answer. */
import { useSignal } from "@preact/signals";
import { time } from "../../live/format";
import { t } from "../../live/words";
import { Icon } from "../../parts/icons";
import { keepConversation } from "../keepsake";
import { chat, messages, notNow } from "../store/conversation";
import { outbox } from "../store/outbox";
import { byMail, toggle, way } from "../store/ways";
import { rate, startAgain } from "../talking";
import { focusMessage } from "./Write";

export function Ended({ company }: { company: string }) {
  const unsent = outbox.value.length > 0;
  const row = chat.value;
  const again = () => {
    startAgain();
    setTimeout(focusMessage); // once the field is back
  };
  return (
    <div class="note">
      <p>{closedBy(company)} {row?.email && row.agent_name && t("It is on its way to {email}.", { email: row.email })} {unsent ? t("It ended before your last words arrived. Start again, and they go first.") : t("If you write again, a new one begins.")}</p>
      <p class="links">
        {messages.value.length > 0 && <button type="button" class="btn plain" onClick={() => keepConversation(company, messages.value)}><Icon name="save" />{t("Download it")}</button>}
        {byMail.value && row?.agent_name && !row.email && <button type="button" class="btn plain" aria-expanded={way.value === "mail"} onClick={() => toggle("mail")}><Icon name="mail" />{t("Have it by e-mail")}</button>}
        <button type="button" class="btn plain" onClick={again}><Icon name="chat" />{t("Start again")}</button>
      </p>
    </div>
  );
}

function closedBy(company: string): string {
  const row = chat.value;
  if (row?.moved) return t("It goes on by phone: we will call you.");
  if (row?.ended_by === "visitor") return t("You ended the conversation.");
  if (row?.ended_by === "agent") return t("{name} has closed the conversation.", { name: row.agent_name ?? company });
  return t("The conversation has ended.");
}

/** With whom, and when it ended: the line under the company's name. */
export function endedLine(): string {
  const [name, at] = [chat.value?.agent_name, chat.value?.ended_at];
  if (name && at) return t("With {name}, ended at {time}", { name, time: time(at) });
  return at ? t("Ended at {time}", { time: time(at) }) : t("Ended");
}

const WORDS = [() => t("1, not at all"), () => t("2, a little"), () => t("3, by half"), () => t("4, nearly"), () => t("5, wholly")];

/** Asked once, of whoever talked with somebody. */
export function Rate() {
  const row = chat.value;
  if (row?.state !== "ended" || !row.agent_name || notNow.value === row.id) return null;
  return row.rated === null ? <Question id={row.id} /> : <p class="rate thanks" role="status">{t("Thank you: your answer has arrived.")}</p>;
}

function Question({ id }: { id: number }) {
  const [mark, text, trouble] = [useSignal(0), useSignal(""), useSignal("")];
  const send = () => {
    if (!mark.value) return void (trouble.value = t("Choose a number first."));
    rate(mark.value, text.value.trim()).catch((error: unknown) => (trouble.value = error instanceof Error ? error.message : String(error)));
  };
  return (
    <form class="rate" onSubmit={(event) => (event.preventDefault(), send())}>
      <fieldset>
        <legend>{t("Have we solved it?")}</legend>
        <div class="marks">
          {WORDS.map((words, index) => (
            <label key={index}>
              <input type="radio" name="n" value={index + 1} aria-label={t("{words}, of 5", { words: words() })} checked={mark.value === index + 1} onChange={() => ((mark.value = index + 1), (trouble.value = ""))} />
              {index + 1}
            </label>
          ))}
        </div>
        <p class="ends">
          <span>{mark.value === 1 ? <b>{WORDS[0]?.()}</b> : WORDS[0]?.()}</span>
          <b>{mark.value > 1 && mark.value < 5 ? WORDS[mark.value - 1]?.() : ""}</b>
          <span>{mark.value === 5 ? <b>{WORDS[4]?.()}</b> : WORDS[4]?.()}</span>
        </p>
      </fieldset>
      <label class="lab small" for="why">{t("What was lacking, if you like to say")}</label>
      <textarea id="why" maxLength={1000} value={text.value} onInput={(event) => (text.value = event.currentTarget.value)} />
      <p class="small trouble" role="alert">{trouble.value}</p>
      <div class="two">
        <button type="button" class="btn plain" onClick={() => (notNow.value = id)}>{t("Not now")}</button>
        <button type="submit" class="btn go">{t("Send")}</button>
      </div>
    </form>
  );
}
