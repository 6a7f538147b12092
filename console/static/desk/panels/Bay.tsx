/** Four slots that never move, and how my queues stand. */
import { Since } from "../../parts/Clock";
import { Icon } from "../../parts/icons";
import { Key } from "../../parts/Keys";
import { now } from "../../live/store/clock";
import type { ContactRow } from "../../live/wire";
import { span, time } from "../../live/format";
import { plural, t } from "../../live/words";
import { newest, unanswered, unread } from "../conversation";
import { inMine, nameOf } from "../names";
import { agent, current, isChat, missed, overdue, queueOf, queues, readMissed, show, slots, type QueueLine } from "../store/desk";
import { keymap, type Action } from "../store/keys";
import { isTyping } from "../store/typing";

const ACTIONS: Action[] = ["slot1", "slot2", "slot3", "slot4"];

export function Bay() {
  return (
    <nav class="bay" aria-label={t("My contacts")} data-region tabIndex={-1}>
      <ol>
        {slots.value.map((contact, index) => (
          <Slot key={index} contact={contact} index={index} />
        ))}
      </ol>
      <Queues />
    </nav>
  );
}

function Slot({ contact, index }: { contact: ContactRow | undefined; index: number }) {
  const chord = keymap.value[ACTIONS[index] ?? "slot1"];
  if (!contact && index === 0 && missed.value !== null) return <Missed chord={chord} />;
  if (!contact) return <li class="strip"><span class="slot-free">{t("Vacant")}</span></li>;
  const here = current.value?.id === contact.id;
  const rings = contact.state === "ringing" && !isChat(contact);
  return (
    <li class="strip" data-state={rings ? "ringing" : undefined} data-current={here || undefined}>
      <button type="button" aria-current={here ? "true" : undefined} onClick={() => show(contact.id)}>
        <Icon name={isChat(contact) ? "chat" : "phone"} />
        <span class="strip-name">{nameOf(contact)}</span>
        {isChat(contact) ? <ChatTime contact={contact} /> : <span class="strip-time num"><Since at={clockOf(contact)} /></span>}
        <span class="strip-line">{lineOf(contact)}</span>
        <span class="strip-flag">
          <Flag contact={contact} />
          {rings && contact.controls.includes("answer") ? <>{t("answers")}<Key chord={keymap.value.answer} /></> : <Key chord={chord} />}
        </span>
      </button>
    </li>
  );
}

function clockOf(contact: ContactRow): string | null {
  if (contact.state === "ringing") return contact.rung_at;
  return contact.state === "wrap_up" ? contact.ended_at : contact.accepted_at;
}

function lineOf(contact: ContactRow): string {
  const queue = queueOf(contact);
  const name = queue ? inMine(queue.name) : "";
  if (contact.state === "ringing") return t("Incoming call, {queue}", { queue: name });
  if (contact.state === "wrap_up") return isChat(contact) ? t("Chat ended, to be closed") : t("Closing, call of {time}", { time: talked(contact) });
  if (contact.held) return t("On hold, {queue}", { queue: name });
  if (!isChat(contact)) return name;
  return isTyping(contact.id) ? t("is typing") : (newest(contact.id)?.text || newest(contact.id)?.file?.name || name);
}

export function talked(contact: ContactRow): string {
  return span((Date.parse(contact.ended_at ?? "") - Date.parse(contact.accepted_at ?? "")) / 1000 || 0);
}

/** How long the visitor has been waiting for an answer; nothing once they have one. */
function ChatTime({ contact }: { contact: ContactRow }) {
  const since = contact.state === "wrap_up" ? contact.ended_at : unanswered(contact.id);
  void now.value;
  const due = contact.state === "active" && overdue(since, queueOf(contact)?.target_seconds);
  if (!since) return <span class="strip-time num" />;
  return (
    <span class={due ? "strip-time num due" : "strip-time num"}>
      <span class="vh">{t("waits")} </span>
      <Since at={since} />
    </span>
  );
}

function Flag({ contact }: { contact: ContactRow }) {
  const many = isChat(contact) ? unread(contact.id) : 0;
  if (!many) return null;
  void now.value;
  const due = overdue(unanswered(contact.id), queueOf(contact)?.target_seconds);
  return (
    <span class={due ? "count due" : "count"}>
      {many}
      <span class="vh"> {t("unread")}</span>
    </span>
  );
}

/** A call that rang out: said here until it has been read. */
function Missed({ chord }: { chord: string }) {
  const at = agent.value?.since;
  return (
    <li class="strip" data-state="missed">
      <button type="button" onClick={() => (readMissed.value = missed.value)}>
        <Icon name="phone" />
        <span class="strip-name">{t("Missed call")}</span>
        <span class="strip-time num">{at ? time(at) : ""}</span>
        <span class="strip-line">{t("It rings elsewhere now")}</span>
        <span class="strip-flag">{t("mark as read")}<Key chord={chord} /></span>
      </button>
    </li>
  );
}

/** As many as fit: four stand closer together, and beyond them the last line counts the others in one. */
const ROWS = 4;
const LOOSE = 3;

function Queues() {
  const all = queues.value;
  const shown = all.length > ROWS ? all.slice(0, ROWS - 1) : all;
  return (
    <table class="queues" data-many={all.length > LOOSE || undefined}>
      <caption>{t("Waiting in my queues")}</caption>
      <tbody>
        {shown.map((line) => (
          <QueueRow key={line.queue.id} line={line} />
        ))}
        {shown.length < all.length && <TheOthers lines={all.slice(shown.length)} />}
      </tbody>
    </table>
  );
}

/** Everybody who waits in the queues there is no room for; their longest wait, and whether any is overdue. */
function TheOthers({ lines }: { lines: readonly QueueLine[] }) {
  void now.value;
  const waiting = lines.reduce((sum, { stats }) => sum + (stats?.waiting ?? 0), 0);
  const waits = lines.filter(({ stats }) => stats?.waiting && stats.oldest_at);
  const oldest = waits.map(({ stats }) => stats?.oldest_at ?? "").sort()[0];
  const late = waits.some(({ queue, stats }) => overdue(stats?.oldest_at ?? null, queue.target_seconds));
  return (
    <tr title={lines.map(({ queue }) => inMine(queue.name)).join(", ")}>
      <th scope="row">{plural(lines.length, "1 queue more", "{count} queues more")}</th>
      <td><b>{waiting}</b><span class="vh"> {plural(waiting, "waits", "wait")}</span></td>
      <td>{oldest ? <>{t("max.")} <b class={late ? "due" : undefined}><Since at={oldest} /></b></> : <span class="quiet">{t("nobody")}</span>}</td>
    </tr>
  );
}

export function QueueRow({ line: { queue, stats } }: { line: QueueLine }) {
  void now.value;
  const waiting = stats?.waiting ?? 0;
  return (
    <tr>
      <th scope="row">{inMine(queue.name)}</th>
      <td><b>{stats ? waiting : "–"}</b><span class="vh"> {plural(waiting, "waits", "wait")}</span></td>
      <td>
        {waiting > 0 && stats?.oldest_at ? (
          <>{t("max.")} <b class={overdue(stats.oldest_at, queue.target_seconds) ? "due" : undefined}><Since at={stats.oldest_at} /></b></>
        ) : <span class="quiet">{t("nobody")}</span>}
      </td>
    </tr>
  );
}

