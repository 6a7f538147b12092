/** One visitor's conversation, beside its rows: the key to it, what is half written, what was seen. */
import { computed, signal } from "@preact/signals";
import { now, serverNow } from "../../live/store/clock";
import { connected } from "../../live/store/connection";
import { table } from "../../live/store/rows";
import type { VisitorChatRow, VisitorMessageRow, VisitorPlaceRow } from "../../live/wire";

export const token = signal<string | null>(null);
export const draft = signal("");
export const name = signal("");
/** The newest message that stood on the open panel. */
export const seen = signal(0);
/** Whether the panel is open, as the page around it says. */
export const open = signal(false);
/** The last attempt to send did not reach the server. */
export const unreached = signal(false);
/** The server said it is over before its row arrived. */
export const over = signal(false);
/** When the connection went, in our clock; null while it stands or nobody talks yet. */
export const downSince = signal<number | null>(null);

export const chat = computed<VisitorChatRow | null>(() => (token.value && [...table("visitor_chat").value.values()][0]) || null);
export const place = computed<VisitorPlaceRow | null>(() => (token.value && [...table("visitor_place").value.values()][0]) || null);
export const messages = computed<VisitorMessageRow[]>(() =>
  token.value ? [...table("visitor_message").value.values()].sort((a, b) => a.seq - b.seq) : [],
);
export const ended = computed(() => over.value || chat.value?.state === "ended");
export const talking = computed(() => token.value !== null && !ended.value);

/** A blink is no news: nobody is told before three seconds. */
const BLINK_MS = 3_000;
export const lost = computed(
  () => unreached.value || (token.value !== null && !connected.value && downSince.value !== null && now.value - downSince.value > BLINK_MS),
);

/** The conversation of which the question at the end was put aside. */
export const notNow = signal(0);
/** The question at the end has the place of the composer; what one began to write brings it back. */
export const asked = computed(
  () => chat.value?.state === "ended" && chat.value.agent_name !== null && chat.value.rated === null && notNow.value !== chat.value.id && !draft.value,
);

const theirs = computed(() => messages.value.filter((each) => each.author === "agent"));
export const unread = computed(() => (open.value ? 0 : theirs.value.filter((each) => each.seq > seen.value).length));

const FADES_MS = 4_000;
const typed = signal<{ until: number; after: number }>({ until: 0, after: 0 });
const newestOfTheirs = () => theirs.peek().at(-1)?.seq ?? 0;

export function agentTypes(): void {
  typed.value = { until: serverNow() + FADES_MS, after: newestOfTheirs() };
}

/** Fades after four seconds, and at once when the message comes. */
export const agentTyping = computed(
  () => talking.value && now.value < typed.value.until && (theirs.value.at(-1)?.seq ?? 0) <= typed.value.after,
);
