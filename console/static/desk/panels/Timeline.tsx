/** Everything that happened, newest first. What arrives while it is being read waits until it is let in. */
import { useRef, useState } from "preact/hooks";
import { person } from "../../live/api";
import { day, dayHead, time } from "../../live/format";
import { say } from "../../live/phrases";
import { serverNow } from "../../live/store/clock";
import type { ContactRow, CustomerRow, Entry } from "../../live/wire";
import { plural, t } from "../../live/words";
import { Icon } from "../../parts/icons";
import { Key } from "../../parts/Keys";
import { useHeld } from "../../parts/useHeld";
import { isChat } from "../store/desk";
import { keymap } from "../store/keys";
import { filter, toggleTimeline, type Filter } from "../store/view";
import { aside, Cites, ENTRY_ICONS } from "./Record";

const FILTERS: Record<Filter, { label: () => string; kinds: Entry["kind"][] | null }> = {
  all: { label: () => t("All"), kinds: null },
  contacts: { label: () => t("Contacts"), kinds: ["call", "chat", "note", "article"] },
  purchases: { label: () => t("Purchases"), kinds: ["purchase", "order"] },
  promises: { label: () => t("Promises"), kinds: ["promise", "claim", "offer"] },
  profile: { label: () => t("Changes"), kinds: ["profile"] },
};

/** Lines that the server gives at a time. */
const PAGE = 50;

export function Timeline({ contact, customer }: { contact: ContactRow; customer: CustomerRow }) {
  const here = useRef<HTMLElement>(null);
  const [older, setOlder] = useState<Partial<Record<Filter, Entry[]>>>({});
  const [whole, setWhole] = useState<Partial<Record<Filter, boolean>>>({}); // nothing earlier is left
  const fetched = older[filter.value] ?? [];
  const all = [...customer.timeline, ...fetched.filter((each) => !customer.timeline.some((one) => one.id === each.id))];
  const held = useHeld(all, () => isBeingRead(here.current), customer.id);
  const kinds = FILTERS[filter.value].kinds;
  const shown = held.shown.filter((each) => !kinds || kinds.includes(each.kind)).sort(newestFirst);
  /** The next fifty of what is shown, from the server: a filter is one of the whole timeline. */
  const more = async (of: Filter) => {
    const wanted = FILTERS[of].kinds;
    const known = [...customer.timeline, ...(older[of] ?? [])].filter((each) => !wanted || wanted.includes(each.kind)).sort(newestFirst);
    const next = await person.timeline(contact.id, wanted ?? [], known.at(-1)).catch(() => null);
    if (!next) return; // the button is still there
    setOlder((now) => ({ ...now, [of]: [...(now[of] ?? []), ...next] }));
    setWhole((now) => ({ ...now, [of]: next.length < PAGE }));
  };
  const choose = (name: Filter) => {
    filter.value = name;
    if (FILTERS[name].kinds && !older[name]) void more(name);
  };
  return (
    <section ref={here} class="whole">
      <h2>
        <span>{t("Timeline")}</span>
        <span class="filter" role="group" aria-label={t("Show")}>
          {(Object.keys(FILTERS) as Filter[]).map((name) => (
            <button key={name} type="button" class="link" aria-pressed={filter.value === name} onClick={() => choose(name)}>{FILTERS[name].label()}</button>
          ))}
        </span>
      </h2>
      {held.waiting.length > 0 && <HeldChip waiting={held.waiting} letIn={() => keepingPlace(here.current, held.letIn)} />}
      <ol class="timeline">
        {filter.value === "all" || filter.value === "contacts" ? <ThisContact contact={contact} first={shown[0]} /> : null}
        {shown.map((entry, index) => (
          <EntryLine key={entry.id} entry={entry} before={index ? shown[index - 1]?.at : filter.value === "purchases" || filter.value === "promises" ? undefined : contact.queued_at} />
        ))}
      </ol>
      <p class="more">
        {whole[filter.value] ? <span class="small quiet">{t("That is all.")}</span> : <button type="button" class="link small" onClick={() => void more(filter.value)}>{t("Earlier")}</button>}{" "}
        <button type="button" class="link small" onClick={() => toggleTimeline(contact.id)}>{t("Only the last three")}<Key chord={keymap.value.timeline} /></button>
      </p>
    </section>
  );
}

/** Under the pointer, focused, or scrolled. */
function isBeingRead(list: HTMLElement | null): boolean {
  if (!list) return false;
  const column = list.closest(".record");
  return list.matches(":hover, :focus-within") || (column?.scrollTop ?? 0) > 0;
}

/** Lets news in above without moving the line being read. */
function keepingPlace(list: HTMLElement | null, letIn: () => void): void {
  const column = list?.closest(".record");
  if (!column) return letIn();
  const below = column.scrollHeight - column.scrollTop;
  letIn();
  requestAnimationFrame(() => column.scrollTop > 0 && (column.scrollTop = column.scrollHeight - below));
}

function HeldChip({ waiting, letIn }: { waiting: readonly Entry[]; letIn: () => void }) {
  const at = time(waiting[0]?.at ?? new Date(serverNow()));
  return (
    <button type="button" class="chip held" onClick={letIn}>
      {plural(waiting.length, "1 piece of news from {at}. Show", "{count} pieces of news since {at}. Show", { at })} <Key chord={keymap.value.news} />
    </button>
  );
}

function ThisContact({ contact, first }: { contact: ContactRow; first: Entry | undefined }) {
  if (first && Date.parse(first.at) > Date.parse(contact.queued_at)) return null;
  return (
    <>
      <li class="day">{dayHead(contact.queued_at, serverNow())}</li>
      <li>
        <time dateTime={contact.queued_at}>{time(contact.queued_at)}</time>
        <Icon name={isChat(contact) ? "chat" : "phone"} />
        <p><b>{isChat(contact) ? t("This chat") : t("This call")}</b> <span>{contact.choices.at(-1) ?? ""}</span></p>
      </li>
    </>
  );
}

function EntryLine({ entry, before }: { entry: Entry; before: string | undefined }) {
  const head = !before || day(before) !== day(entry.at);
  return (
    <>
      {head && <li class="day">{dayHead(entry.at, serverNow())}</li>}
      <li>
        <time dateTime={entry.at}>{time(entry.at)}</time>
        <Icon name={ENTRY_ICONS[entry.kind]} />
        <p>{say(entry.title).lead} <span>{aside(entry)}</span><Cites entry={entry} /></p>
      </li>
    </>
  );
}

function newestFirst(one: Entry, other: Entry): number {
  return Date.parse(other.at) - Date.parse(one.at) || other.id - one.id;
}
