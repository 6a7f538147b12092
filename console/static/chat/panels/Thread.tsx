import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { time } from "../../live/format";
import { t } from "../../live/words";
import { Icon, type IconName } from "../../parts/icons";
import { agentTyping, chat, draft, ended, messages } from "../store/conversation";
import { outbox, takeBack } from "../store/outbox";
import { thread, type Progress, type Said } from "../store/said";
import { uploads } from "../store/uploads";
import { Linked } from "../../parts/Linked";
import { leave, send } from "../attaching";
import { openSent } from "../helping";
import { Ended } from "./Ended";
import { FileCard } from "./FileCard";
import { focusMessage } from "./Write";

/** Drawn bottom up: it opens at the newest line and stays where it is scrolled to. */
const AT_END_PX = 40;

export function Thread({ company }: { company: string }) {
  const box = useRef<HTMLDivElement>(null);
  const behind = useSignal(false);
  const said = thread(messages.value, outbox.value, chat.value?.seen_by_agent ?? 0, uploads.value);
  useKeptPlace(box, said, behind);
  const toEnd = () => box.current?.scrollTo({ top: 0 });
  return (
    <div class="wid-thread">
      <div class="thread" role="log" aria-relevant="additions" aria-label={t("Conversation")} tabIndex={0} ref={box} onScroll={() => box.current && atEnd(box.current) && (behind.value = false)}>
        <div>
          <ol>
            <Hello company={company} />
            {said.map((each) => <Message key={each.client_id} {...each} company={company} />)}
          </ol>
          {agentTyping.value && <Typing name={chat.value?.agent_name ?? company} />}
          {ended.value && <Ended company={company} />}
        </div>
      </div>
      {behind.value && <button type="button" class="newer" onClick={toEnd}>{t("New message")} <Icon name="down" /></button>}
    </div>
  );
}

const atEnd = (box: HTMLElement) => Math.abs(box.scrollTop) < AT_END_PX;

/** One's own message is shown; another's waits behind a chip while older ones are being read. */
function useKeptPlace(box: { current: HTMLDivElement | null }, said: readonly Said[], behind: { value: boolean }): void {
  const newest = said.at(-1);
  useEffect(() => {
    const thread = box.current;
    if (!thread || !newest || atEnd(thread)) return;
    if (newest.by === "visitor") thread.scrollTo({ top: 0 });
    else behind.value = true;
  }, [newest?.client_id]);
}

function Hello({ company }: { company: string }) {
  return (
    <li class="theirs">
      <p class="say-by">{t("Automatic message")}</p>
      <p>{t("Hello. Write what it is about: a person of {company} reads it and answers you here.", { company })}</p>
    </li>
  );
}

function Message({ by, name, text, file, articles, at, first, last, progress, refused, company, client_id }: Said & { company: string }) {
  if (by === "visitor") {
    return (
      <li class="mine">
        {file ? <FileCard file={file} /> : <p>{text}</p>}
        {last && progress && <Stamp at={at} progress={progress} />}
        {refused && (file ? <FileRefusal why={refused} client_id={client_id} /> : <Refusal why={refused} client_id={client_id} />)}
      </li>
    );
  }
  const speaker = by === "system" ? t("Automatic message") : (name ?? company);
  return (
    <li class="theirs">
      {first && <p class="say-by">{speaker}, {time(at)}</p>}
      {file ? <FileCard file={file} /> : <p><Linked text={text} articles={articles} follow={({ article, version }) => void openSent(article, version)} /></p>}
    </li>
  );
}

const MARKS: Record<Progress, IconName | null> = { sending: null, delivered: "check", seen: "read", refused: "x" };
const words: Record<Progress, () => string> = {
  sending: () => t("Sending"),
  delivered: () => t("Delivered"),
  seen: () => t("Seen"),
  refused: () => t("Not sent"),
};

function Stamp({ at, progress }: { at: string; progress: Progress }) {
  const mark = MARKS[progress];
  return <p class="stamp"><time class="num" dateTime={at}>{time(at)}</time>{mark && <Icon name={mark} />}{words[progress]()}</p>;
}

function Refusal({ why, client_id }: { why: string; client_id: string }) {
  const again = () => {
    draft.value = [takeBack(client_id), draft.value].filter(Boolean).join("\n");
    focusMessage();
  };
  return <p class="stamp why">{why} <button type="button" class="btn plain" onClick={again}>{t("Change it")}</button></p>;
}

function FileRefusal({ why, client_id }: { why: string; client_id: string }) {
  return (
    <p class="stamp why" role="status">
      {why} <button type="button" class="btn plain" onClick={() => void send(client_id)}>{t("Try again")}</button>
      <button type="button" class="btn plain" onClick={() => leave(client_id)}>{t("Leave it out")}</button>
    </p>
  );
}

function Typing({ name }: { name: string }) {
  return <p class="typing"><i /><i /><i /><b>{t("{name} is writing", { name })}</b></p>;
}
