/** Which contact the sheet shows, and who rings: what everything else on the desk hangs on. */
import { computed, signal } from "@preact/signals";
import { row, table } from "../../live/store/rows";
import { serverNow } from "../../live/store/clock";
import type { ContactRow, QueueRow, QueueStatsRow } from "../../live/wire";

export const me = signal<number | null>(null);
export const company = signal("");
export const agent = computed(() => row("agent", me.value));

const AT_DESK = new Set<ContactRow["state"]>(["ringing", "active", "wrap_up"]);

export const contacts = computed(() =>
  [...table("contact").value.values()].filter((each) => AT_DESK.has(each.state)).sort((a, b) => a.slot - b.slot || a.id - b.id),
);

export function isChat(contact: ContactRow): boolean {
  return contact.channel === "chat";
}

/** Slot 1 is the phone's whatever the row says, 2 to 4 are chats'; a contact never changes slot. */
export const slots = computed<(ContactRow | undefined)[]>(() => {
  const placed: (ContactRow | undefined)[] = [undefined, undefined, undefined, undefined];
  for (const contact of contacts.value) {
    const wanted = isChat(contact) ? Math.max(1, contact.slot - 1) : 0;
    const free = placed[wanted] ? placed.findIndex((each, index) => index > 0 && !each) : wanted;
    // Two calls at once: the ringing one takes the strip only when the other is being wrapped up.
    if (free >= 0) placed[free] = contact;
    else if (!isChat(contact) && contact.state === "ringing") placed[0] = contact;
  }
  return placed;
});

export const ringing = computed(() => contacts.value.find((each) => each.state === "ringing" && !isChat(each)));

const chosen = signal<number | null>(null);
let before: number | null = null;

/** The contact in the sheet. A contact that goes leaves the sheet to the one before it. */
export const current = computed<ContactRow | undefined>(() => {
  const here = contacts.value;
  return here.find((each) => each.id === chosen.value) ?? here.find((each) => each.state !== "ringing");
});

/** The ringing contact that may not have the sheet, because somebody works there. */
export const ringsBeside = computed(() => (ringing.value && ringing.value.id !== current.value?.id ? ringing.value : undefined));

export function show(contact: number): void {
  if (chosen.peek() === contact) return;
  before = chosen.peek();
  chosen.value = contact;
}

/** Back to the contact that was shown when a ringing one took the sheet. */
export function showPrevious(): void {
  chosen.value = before;
  before = null;
}

export interface Handset {
  /** When the ringing contact was first seen here, in ms of this browser. */
  since: number;
  contact: number;
}
export const handset = signal<Handset | null>(null);

/** Called for each change of who rings. A new one takes the sheet only from somebody idle. */
export function noticeRinging(idle: boolean, at: number): boolean {
  const here = ringing.peek();
  if (handset.peek()?.contact === here?.id) return false;
  const last = handset.peek();
  handset.value = here ? { contact: here.id, since: at } : null;
  if (here && (idle || !current.peek())) show(here.id);
  if (!here && last && !contacts.peek().some((each) => each.id === last.contact) && chosen.peek() === last.contact) showPrevious();
  return here !== undefined;
}

/** A key that was already on its way down when it began to ring does not answer. */
export const DEAD_MS = 400;

export function queueOf(contact: ContactRow | undefined): QueueRow | undefined {
  return row("queue", contact?.queue);
}

export interface QueueLine {
  queue: QueueRow;
  stats: QueueStatsRow | undefined;
}
export const queues = computed<QueueLine[]>(() =>
  [...table("queue").value.values()].sort((a, b) => a.id - b.id).map((queue) => ({ queue, stats: row("queue_stats", queue.id) })),
);

/** Beyond the queue's target: it is drawn in ember. */
export function overdue(since: string | null, target: number | undefined): boolean {
  return since !== null && target !== undefined && serverNow() - Date.parse(since) > target * 1000;
}

/** A missed call stays on the strip until it has been read. */
export const readMissed = signal<number | null>(null);
export const missed = computed(() => {
  const id = agent.value?.missed_contact ?? null;
  return id !== null && id !== readMissed.value ? id : null;
});

/** Per contact: the proposal's script is in the sheet. */
export const proposing = signal<ReadonlySet<number>>(new Set());

export function propose(contact: number, open: boolean): void {
  const now = new Set(proposing.peek());
  if (open) now.add(contact);
  else now.delete(contact);
  proposing.value = now;
}

/** What was being told when the page was left goes on where it stood. */
export function resumeScripts(): void {
  proposing.value = new Set([...table("script").value.values()].filter((each) => !each.outcome).map((each) => each.contact));
}

export const muted = signal(false);
