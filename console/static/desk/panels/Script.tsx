/** The proposal's words, what the customer answers, and the sum that says why this one. */
import { useEffect, useRef } from "preact/hooks";
import { row } from "../../live/store/rows";
import { money, shortDate } from "../../live/format";
import type { Answer, ContactRow, LaterDays, OfferCard, Price, ScriptRow } from "../../live/wire";
import { t } from "../../live/words";
import { secondsUntil, serverNow } from "../../live/store/clock";
import { Left } from "../../parts/Clock";
import { Icon } from "../../parts/icons";
import { answerScript, jumpTo, stepBack } from "../actions";
import { outcomeWord } from "../happened";
import { inMine, quoted, voiceOf } from "../names";
import { Documents } from "./Documents";
import { Form } from "./Form";
import { Sums } from "./Sums";

export function Script({ contact }: { contact: ContactRow }) {
  const script = row("script", contact.id);
  if (!script) return null;
  const voice = voiceOf(contact);
  return (
    <>
      <section class="row step" aria-labelledby="st">
        <div class="dt">
          <h2 id="st">{inMine(script.name)}</h2>
          {script.price && <PriceLine price={script.price} />}
          <Steps contact={contact} script={script} />
        </div>
        <div>
          <p class="say" lang={voice}>{quoted(script.say, voice)}</p>
          {script.disclosed && <p class="say also" lang={voice}>{script.disclosed}</p>}
          {script.card && <Card card={script.card} />}
          {script.read_until && <Reading until={script.read_until} />}
          <Documents contact={contact} script={script} />
          <Form contact={contact} script={script} />
          {script.outcome ? <Outcome script={script} /> : <Answers contact={contact} script={script} />}
        </div>
      </section>
      <Sums contact={contact} />
    </>
  );
}

/** What it costs them, before and now; that it is theirs alone is said to the agent, and by the script to the customer. */
export function PriceLine({ price }: { price: Price }) {
  return (
    <p class="price">
      <b class="num">{money(price.cents, price.currency)}</b>
      {price.before_cents !== null && <s class="num"><span class="vh">{t("instead of")} </span>{money(price.before_cents, price.currency)}</s>}
      {price.personal && <span>{t("personal price")}</span>}
    </p>
  );
}

/** What a step shows of the offer while its words are read. */
function Card({ card }: { card: OfferCard }) {
  return (
    <dl class="card">
      {card.gives.length > 0 && <div><dt>{t("Gives")}</dt><dd>{card.gives.map(inMine).join(", ")}</dd></div>}
      <div><dt>{t("Valid until")}</dt><dd>{card.until ? shortDate(new Date(Date.parse(card.until) - 1000).toISOString(), serverNow()) : t("further notice")}</dd></div>
      {card.documents && <div><dt>{t("Documents")}</dt><dd>{t("sent before anybody accepts")}</dd></div>}
    </dl>
  );
}

/** Words that have to be read out to their end: the server takes no answer before. */
function Reading({ until }: { until: string }) {
  return <p class="small quiet" role="timer">{secondsUntil(until) > 0 ? <>{t("Read it out whole:")} <Left until={until} /></> : t("Read out")}</p>;
}

/** The step one came from is the way back; the others that are open are one click away. */
function Steps({ contact, script }: { contact: ContactRow; script: ScriptRow }) {
  const last = script.steps.findLastIndex((step) => step.state === "done");
  return (
    <ol class="steps" aria-label={t("Steps")}>
      {script.steps.map((step, index) => (
        <li key={step.key} aria-current={step.state === "current" ? "step" : undefined}>
          {step.state === "done" && <><Icon name="check" /> </>}
          {index === last && !script.outcome ? (
            <button type="button" class="link" title={t("One step back")} onClick={() => void stepBack(contact)}>{inMine(step.title)}</button>
          ) : step.open ? (
            <button type="button" class="link" title={t("Straight to this step")} onClick={() => void jumpTo(contact, step.key)}>{inMine(step.title)}</button>
          ) : inMine(step.title)}
        </li>
      ))}
    </ol>
  );
}

function Answers({ contact, script }: { contact: ContactRow; script: ScriptRow }) {
  const here = useRef<HTMLFieldSetElement>(null);
  // The agent opened it by a key: 1 to 4 work at once. A push never moves the focus.
  useEffect(() => {
    const form = here.current?.parentElement?.querySelector<HTMLElement>(".asked :is(input, select)");
    if (!isWriting()) (form ?? here.current?.querySelector("input"))?.focus();
  }, [script.step]);
  return (
    <fieldset class="answers" ref={here} onKeyDown={(event) => byNumber(event, contact, script)}>
      <legend class="vh">{t("What is the answer?")}</legend>
      {script.answers.map((answer, index) =>
        answer.reasons.length ? <Refusal key={answer.key} contact={contact} answer={answer} number={index + 1} />
        : answer.later ? <Later key={answer.key} contact={contact} answer={answer} days={answer.later} number={index + 1} />
        : <Plain key={answer.key} contact={contact} answer={answer} number={index + 1} />,
      )}
    </fieldset>
  );
}

function isWriting(): boolean {
  return document.activeElement instanceof HTMLTextAreaElement || document.activeElement instanceof HTMLInputElement;
}

interface Line {
  contact: ContactRow;
  answer: Answer;
  number: number;
}

function Plain({ contact, answer, number }: Line) {
  return (
    <label class="ans">
      <input type="radio" name="a" checked={false} onChange={() => void answerScript(contact, answer.key)} />
      <kbd>{number}</kbd>
      <b>{inMine(answer.label)}</b>
      {answer.detail && <span>{inMine(answer.detail)}</span>}
    </label>
  );
}

/** Not now, and when to ask again: the suggested day is one Enter away, any other within bounds a few keys. */
function Later({ contact, answer, number, days }: Line & { days: LaterDays }) {
  const on = useRef<HTMLInputElement>(null);
  const send = () => {
    if (on.current?.reportValidity()) void answerScript(contact, answer.key, { later_on: on.current.value || days.suggested });
  };
  return (
    <div class="ans-no" role="group" aria-label={inMine(answer.label)}>
      <label class="ans-h">
        <input type="radio" name="a" checked={false} onChange={send} />
        <kbd>{number}</kbd>
        <b>{inMine(answer.label)}</b>
      </label>
      <label class="again">
        <span>{t("propose again on")}</span>
        <input class="field num" type="date" data-first ref={on} min={days.first} max={days.last} defaultValue={days.suggested} required
          onKeyDown={(event) => { if (event.key === "Enter") { event.preventDefault(); event.stopPropagation(); send(); } }} />
      </label>
    </div>
  );
}

/** The reason is the same click as the refusal; without one it is said that none was given. */
function Refusal({ contact, answer, number }: Line) {
  const label = inMine(answer.label);
  return (
    <div class="ans-no" role="group" aria-label={t("{answer}, why", { answer: label })}>
      <label class="ans-h">
        <input type="radio" name="a" checked={false} onChange={() => void answerScript(contact, answer.key)} />
        <kbd>{number}</kbd>
        <b>{label}</b>
        <span>{answer.detail ? inMine(answer.detail) : t("why?")}</span>
      </label>
      <div class="reasons">
        {answer.reasons.map((reason, index) => (
          <button key={index} type="button" data-first={index === 0 || undefined} onClick={() => void answerScript(contact, answer.key, { reason: index })}>{inMine(reason)}</button>
        ))}
      </div>
    </div>
  );
}

/** 1 to 4 answer and Backspace goes one step back, only inside the answers. Arrows move without choosing: choosing tells the server. */
function byNumber(event: KeyboardEvent, contact: ContactRow, script: ScriptRow): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const group = event.currentTarget as HTMLElement;
  const answer = /^[1-9]$/.test(event.key) ? script.answers[Number(event.key) - 1] : undefined;
  // Typing a day types figures: they are no answers then.
  if (event.target instanceof HTMLInputElement && event.target.type === "date") return;
  if (answer?.reasons.length || answer?.later) line(group, script.answers.indexOf(answer))?.querySelector<HTMLElement>("[data-first]")?.focus();
  else if (answer) void answerScript(contact, answer.key);
  else if (event.key === "Backspace") void stepBack(contact);
  else if (event.key.startsWith("Arrow")) move(group, event.key === "ArrowDown" || event.key === "ArrowRight" ? 1 : -1);
  else return;
  event.preventDefault();
}

function line(group: HTMLElement, index: number): Element | undefined {
  return [...group.children].filter((each) => each.tagName !== "LEGEND")[index];
}

function move(group: HTMLElement, by: number): void {
  const all = [...group.querySelectorAll<HTMLElement>("input, button")];
  const at = all.indexOf(document.activeElement as HTMLElement);
  all[(at + by + all.length) % all.length]?.focus();
}

/** What came of it is written down once and for good: there is no way back from here. */
function Outcome({ script }: { script: ScriptRow }) {
  const here = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (!isWriting()) here.current?.focus(); // the answers that had it are gone
  }, []);
  return (
    <p class="outcome" role="status" tabIndex={-1} ref={here}>
      <b>{t("Noted: {outcome}.", { outcome: script.outcome ? outcomeWord(script.outcome) : "" })}</b>
    </p>
  );
}
