/** A chat in the sheet: a transcript on the ledger, not bubbles. */
import { useEffect, useRef } from "preact/hooks";
import { desk } from "../../live/api";
import { time } from "../../live/format";
import { row } from "../../live/store/rows";
import type { ContactRow, MessageRow, ReadBefore } from "../../live/wire";
import { plural, t } from "../../live/words";
import { Icon } from "../../parts/icons";
import { Key } from "../../parts/Keys";
import { Linked } from "../../parts/Linked";
import { useHeld } from "../../parts/useHeld";
import { messages, unread } from "../conversation";
import { firstNameOf } from "../names";
import { takeBack } from "../saving";
import { openArticle, openQuoted } from "../searching";
import { agent } from "../store/desk";
import { jotting } from "../store/jot";
import { codeLine } from "../store/code";
import { keymap } from "../store/keys";
import { pending, type Outgoing } from "../store/outbox";
import { searching } from "../store/search";
import { transferring } from "../store/transfer";
import { isTyping } from "../store/typing";
import { ReasonRow, VerifyRow } from "./Call";
import { FileCard } from "./FileCard";
import { NotesRow } from "./Notes";
import { SuggestedRow } from "./Suggested";
import { JotRow, NoProposal, ResultsRow, TransferRow, WhoRow } from "./later";

export function Chat({ contact }: { contact: ContactRow }) {
  return (
    <div class="ledger">
      <ReasonRow contact={contact} />
      {contact.customer === null && <WhoRow contact={contact} />}
      {codeLine.value?.contact === contact.id && <VerifyRow contact={contact} />}
      {jotting.value?.contact === contact.id && <JotRow contact={contact} />}
      {transferring.value === contact.id && <TransferRow contact={contact} />}
      <NoProposal contact={contact} />
      <ReadRow contact={contact} />
      <Log key={contact.id} contact={contact} />
      <TypingRow contact={contact} />
      <NotesRow />
      {searching.value ? <ResultsRow /> : <SuggestedRow contact={contact} />}
    </div>
  );
}

/** What the visitor opened for themselves, so that nobody sends it to them again. */
function ReadRow({ contact }: { contact: ContactRow }) {
  const read = row("chat", contact.id)?.read ?? [];
  if (!read.length) return null;
  return (
    <section class="row hint" aria-labelledby="rb">
      <h2 class="dt" id="rb">{t("Already read")}</h2>
      <ul class="read-before">
        {read.map((each) => (
          <li key={each.article} class="one-line">
            <button type="button" class="link" lang={contact.language} onClick={() => void openQuoted(each.article, each.version)}>{each.title}</button>{" "}
            <span class="small quiet">{[t("version {n}", { n: each.version }), time(each.at), CAME[each.came]()].filter(Boolean).join(", ")}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const CAME: Record<ReadBefore["came"], () => string> = {
  opened: () => "", helped: () => t("it helped, they said"), person: () => t("and wanted a person all the same"),
};

interface Turn {
  by: "them" | "me" | "system";
  name: string;
  lines: MessageRow[];
  waiting: Outgoing[];
}

function Log({ contact }: { contact: ContactRow }) {
  const here = useRef<HTMLDivElement>(null);
  // In a reversed column the newest line is at 0, and scrolling up counts below it.
  const held = useHeld(messages(contact.id), () => Math.abs(here.current?.scrollTop ?? 0) > 24, contact.id);
  const turns = turnsOf(contact, held.shown);
  useReading(contact, held.waiting.length === 0);
  return (
    <div class="log" role="log" aria-label={t("Conversation with {name}", { name: firstNameOf(contact) })} tabIndex={0} ref={here}>
      {held.waiting.length > 0 && (
        <button type="button" class="chip held-log" onClick={() => { held.letIn(); here.current?.scrollTo({ top: 0 }); }}>
          {plural(held.waiting.length, "1 new message. Show", "{count} new messages. Show")} <Key chord={keymap.value.news} />
        </button>
      )}
      <ol>
        {turns.map((turn) => (
          <TurnRow key={turn.lines[0]?.id ?? turn.waiting[0]?.client_id} contact={contact} turn={turn} />
        ))}
      </ol>
    </div>
  );
}

/** Consecutive messages of one speaker are one row. */
function turnsOf(contact: ContactRow, shown: readonly MessageRow[]): Turn[] {
  const turns: Turn[] = [];
  const last = (by: Turn["by"], name: string): Turn => {
    const open = turns.at(-1);
    if (open?.by === by && open.name === name) return open;
    const fresh = { by, name, lines: [], waiting: [] };
    turns.push(fresh);
    return fresh;
  };
  for (const line of shown) last(sideOf(line), speaker(contact, line)).lines.push(line);
  for (const message of pending(contact.id)) last("me", agent.value?.first_name ?? "").waiting.push(message);
  return turns;
}

const sideOf = (line: MessageRow): Turn["by"] => (line.author === "visitor" ? "them" : line.author === "agent" ? "me" : "system");

function speaker(contact: ContactRow, line: MessageRow): string {
  if (line.author === "visitor") return firstNameOf(contact);
  if (line.author === "system") return "";
  return row("agent", line.agent)?.first_name ?? agent.value?.first_name ?? "";
}

function TurnRow({ contact, turn }: { contact: ContactRow; turn: Turn }) {
  return (
    <li class="turn row" data-by={turn.by}>
      <p class="dt">{turn.name}</p>
      <div>
        {turn.lines.map((line) => (
          <div class="msg" key={line.id}>
            {line.file ? <FileCard contact={contact.id} message={line.id} file={line.file} /> : <p lang={turn.by === "system" ? undefined : contact.language}><Linked text={line.text} articles={line.articles} beside={(article) => openedAt(contact.id, article)} only={turn.by === "them"} follow={({ article, version }) => void (version ? openQuoted(article, version) : openArticle({ article, version: 0 }))} /></p>}
            <Stamp contact={contact} line={line} mine={turn.by === "me"} />
          </div>
        ))}
        {turn.waiting.map((message) => (
          <div class="msg" key={message.client_id}>
            <p lang={contact.language}>{message.text}</p>
            {message.trouble ? <Unsent message={message} /> : <p class="stamp">{t("sending")}</p>}
          </div>
        ))}
      </div>
    </li>
  );
}

/** Whether what was sent has been opened, and when; their reading is told by their own browser. */
function openedAt(contact: number, article: number): string {
  const read = (row("chat", contact)?.read ?? []).find((each) => each.article === article);
  return read ? t("opened at {time}", { time: time(read.at) }) : t("not opened yet");
}

function Stamp({ contact, line, mine }: { contact: ContactRow; line: MessageRow; mine: boolean }) {
  const seen = mine && (row("chat", contact.id)?.seen_by_visitor ?? 0) >= line.seq;
  return (
    <p class="stamp">
      <time class="num" dateTime={line.at}>{time(line.at)}</time>
      {mine && <><Icon name={seen ? "read" : "check"} /> {seen ? t("seen") : t("delivered")}</>}
    </p>
  );
}

function Unsent({ message }: { message: Outgoing }) {
  return (
    <p class="stamp" role="status" title={message.trouble ?? undefined}>
      {t("not sent")} <button type="button" class="link" onClick={() => takeBack(message)}>{t("take back")}</button>
    </p>
  );
}

/** What stands on a visible screen has been seen. */
function useReading(contact: ContactRow, all: boolean): void {
  const last = messages(contact.id).at(-1)?.seq ?? 0;
  const many = unread(contact.id);
  useEffect(() => {
    if (!many || !all || document.visibilityState !== "visible") return;
    void desk.read(contact.id, last).catch(() => undefined); // told again with the next message
  }, [contact.id, last, many > 0, all]);
}

function TypingRow({ contact }: { contact: ContactRow }) {
  const typing = isTyping(contact.id);
  return (
    <div class="row">
      <span class="dt" />
      <p class="typing" role="status">
        {typing && <><i /><i /><i /><b>{t("{name} is typing", { name: firstNameOf(contact) })}</b></>}
      </p>
    </div>
  );
}
