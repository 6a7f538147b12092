/** Every address of the server, once. What travels is in wire.ts. */
import { ask, fetchFile } from "./http";
import type {
  AgentRow, ArticlePage, BulletinReadRow, ContactRow, DuplicateSheet, Entry, Found, HelpArticle, MessageRow, NoteRow, Person, ProfilePage, ScriptRow,
  Snapshot, TransferTargets, VisitorChatRow, VisitorMessageRow, FollowUpRow,
} from "./wire";

export { identify, Refused } from "./http";

/** One search as it is told: see console/contacts/consulting.py. */
export interface Consulted {
  id: string;
  contact: number | null;
  typed: string;
  came: string;
  article: number | null;
  version: number | null;
}

/** Where a code may go, told without telling the address. */
export interface CodeWay {
  id: string;
  way: "sms" | "email";
  hint: string;
}

export interface FollowUp {
  what: string;
  due_at: string;
}

export interface WrapUp {
  disposition: string;
  follow_up: FollowUp | null;
  next: "available" | "away";
  /** Why away. */
  reason?: string;
}

const contact = (id: number, part: string) => `/contacts/${id}/${part}`;
/** What somebody pasted whole: its beginning asks as well, and fits into an address in any script. */
const MOST_ASKED = 500;

const query = (facts: Record<string, string | number>) =>
  new URLSearchParams(Object.entries(facts).map(([name, value]) => [name, String(value)])).toString();

function fileForm(client_id: string, file: File): FormData {
  const form = new FormData();
  form.append("client_id", client_id);
  form.append("file", file, file.name);
  return form;
}

export const desk = {
  snapshot: () => ask<Snapshot>("GET", "/desk/snapshot"),
  beState: (state: "available" | "away" | "offline", reason?: string) =>
    ask<AgentRow>("PUT", "/me/state", reason ? { state, reason } : { state }),
  keepKeys: (keys: Record<string, string>) => ask<Record<string, string>>("PUT", "/me/keys", { keys }),
  accept: (id: number) => ask<ContactRow>("PUT", contact(id, "assignment"), {}),
  decline: (id: number) => ask<void>("DELETE", contact(id, "assignment")),
  painted: (id: number, after_ms: number) => ask<void>("PUT", contact(id, "painted"), { after_ms }),
  identifyAs: (id: number, customer: number) => ask<ContactRow>("PUT", contact(id, "customer"), { customer }),
  verify: (id: number, checks: string[]) => ask<ContactRow>("PUT", contact(id, "verification"), { checks }),
  turnTo: (id: number, purpose: "sales") => ask<ContactRow>("PUT", contact(id, "purpose"), { purpose }),
  solve: (id: number) => ask<ContactRow>("PUT", contact(id, "resolution"), {}),
  hold: (id: number) => ask<ContactRow>("PUT", contact(id, "hold"), {}),
  resume: (id: number) => ask<ContactRow>("DELETE", contact(id, "hold")),
  mute: (id: number) => ask<ContactRow>("PUT", contact(id, "mute"), {}),
  unmute: (id: number) => ask<ContactRow>("DELETE", contact(id, "mute")),
  transferTargets: (id: number) => ask<TransferTargets>("GET", contact(id, "transfer")),
  transfer: (id: number, to: { queue: number } | { agent: number }, words: string) => ask<void>("PUT", contact(id, "transfer"), { ...to, words }),
  end: (id: number) => ask<ContactRow>("PUT", contact(id, "ending"), {}),
  saveNote: (id: number, text: string, version: number) => ask<NoteRow>("PUT", contact(id, "note"), { text, version }),
  wrapUp: (id: number, wrapUp: WrapUp) => ask<void>("PUT", contact(id, "wrap-up"), wrapUp),
  send: (id: number, client_id: string, text: string) => ask<MessageRow>("POST", contact(id, "messages"), { client_id, text }),
  attach: (id: number, client_id: string, file: File) => ask<MessageRow>("POST", contact(id, "files"), fileForm(client_id, file)),
  fileAddress: (id: number, message: number) => contact(id, `files/${message}`),
  read: (id: number, seq: number) => ask<void>("PUT", contact(id, "read"), { seq }),
  openScript: (id: number, offer: number) => ask<ScriptRow>("PUT", contact(id, "script"), { offer }),
  answer: (id: number, given: { step: string; answer: string; reason?: number; later_on?: string; version: number; values?: Readonly<Record<string, string | number | boolean>> }) =>
    ask<ScriptRow>("PUT", contact(id, "script/answer"), given),
  sendDocuments: (id: number, client_id: string, to: { step: string; to: string }) =>
    ask<ScriptRow>("PUT", contact(id, `script/documents/${client_id}`), to),
  jump: (id: number, step: string, version: number) => ask<ScriptRow>("PUT", contact(id, "script/step"), { step, version }),
  stepBack: (id: number) => ask<ScriptRow>("DELETE", contact(id, "script/answer")),
  articles: (q: string, signal?: AbortSignal) => ask<Found>("GET", `/articles?${query({ q: q.slice(0, MOST_ASKED), limit: 8 })}`, undefined, signal),
  article: (id: number) => ask<ArticlePage>("GET", `/articles/${id}`),
  quoted: (id: number, version: number) => ask<ArticlePage>("GET", `/articles/${id}/versions/${version}`),
  quotedAddress: (id: number, version: number) => `/knowledge/${id}/versions/${version}`,
  consulted: ({ id, ...what }: Consulted) => ask<void>("PUT", `/consultations/${id}`, what),
  followedUp: (id: number) => ask<void>("PUT", `/follow-ups/${id}/completion`, {}),
  putOff: (id: number, due_at: string) => ask<FollowUpRow>("PUT", `/follow-ups/${id}/due`, { due_at }),
  acknowledge: (bulletin: number) => ask<BulletinReadRow>("PUT", `/bulletins/${bulletin}/acknowledgement`, {}),
  people: (q: string, signal?: AbortSignal) => ask<Person[]>("GET", `/people?${query({ q: q.slice(0, MOST_ASKED) })}`, undefined, signal),
};

/** Who a contact is with: everything known, and what one adds. */
export const person = {
  /** Fifty of these kinds (none: of all), newest first, older than a line. */
  timeline: (id: number, kinds: readonly string[], before?: Entry) =>
    ask<Entry[]>("GET", `${contact(id, "timeline")}?${query({ kinds: kinds.join(","), ...(before ? { before: before.at, id: before.id } : {}) })}`),
  profile: (id: number) => ask<ProfilePage>("GET", contact(id, "profile")),
  correct: (id: number, field: string, value: string) => ask<ProfilePage>("PUT", contact(id, "correction"), { field, value }),
  remember: (id: number, key: string, what: { text: string; due_at?: string }) => ask<unknown>("PUT", contact(id, `memories/${key}`), what),
  endPromise: (id: number, promise: number, ended: "kept" | "taken_back") => ask<void>("PUT", contact(id, `promises/${promise}`), { ended }),
  consent: (id: number, key: string, purpose: string, answer: "yes" | "no") => ask<void>("PUT", contact(id, `consents/${key}`), { purpose, answer }),
  quote: (id: number, key: string, said: { topic: string; text: string }) => ask<void>("PUT", contact(id, `quotes/${key}`), said),
  bornOn: (id: number, birth_date: string) => ask<ContactRow>("PUT", contact(id, "birth-date"), { birth_date }),
  create: (id: number, key: string, name: string) => ask<ContactRow>("PUT", contact(id, `person/${key}`), { name }),
  codeWays: (id: number) => ask<CodeWay[]>("GET", contact(id, "codes")),
  sendCode: (id: number, key: string, way: string) => ask<ContactRow>("PUT", contact(id, `codes/${key}`), { way }),
  tellCode: (id: number, code: string) => ask<ContactRow>("PUT", contact(id, "code"), { code }),
  duplicate: (id: number) => ask<DuplicateSheet>("GET", contact(id, "duplicate")),
  judgeDuplicate: (id: number, link: number, answer: "same" | "two" | "later") => ask<ContactRow>("PUT", contact(id, `duplicate/${link}`), { answer }),
  linkNumber: (id: number) => ask<ContactRow>("PUT", contact(id, "number"), {}),
};

export const wallboard = {
  snapshot: () => ask<Snapshot>("GET", "/wallboard/snapshot"),
};

/** For visitors of the web chat: their bearer token goes with each, see `identify`. */
export const chat = {
  begin: (start: { client_id: string; language: string; name?: string; page?: string; text: string }) =>
    ask<{ token: string; snapshot: Snapshot }>("POST", "/chat/contacts", start),
  snapshot: () => ask<Snapshot>("GET", "/chat/contact"),
  send: (client_id: string, text: string) => ask<VisitorMessageRow>("POST", "/chat/contact/messages", { client_id, text }),
  attach: (client_id: string, file: File) => ask<VisitorMessageRow>("POST", "/chat/contact/files", fileForm(client_id, file)),
  file: (message: number) => fetchFile(`/chat/contact/files/${message}`),
  read: (seq: number) => ask<void>("PUT", "/chat/contact/read", { seq }),
  end: () => ask<VisitorChatRow>("PUT", "/chat/contact/ending", {}),
  callMe: (client_id: string, number: string) => ask<VisitorChatRow>("PUT", "/chat/contact/callback", { client_id, number }),
  byMail: (client_id: string, email: string) => ask<VisitorChatRow>("PUT", "/chat/contact/email", { client_id, email }),
  rate: (mark: number, text: string) => ask<VisitorChatRow>("PUT", "/chat/contact/rating", text ? { mark, text } : { mark }),
};

/** For visitors, with or without a conversation: what they may read for themselves. */
export const help = {
  search: (what: { q: string; language: string; limit: number }, signal?: AbortSignal) => ask<Found>("POST", "/help/searches", what, signal),
  article: (id: number) => ask<HelpArticle>("GET", `/help/articles/${id}`),
  read: (id: string, what: { article: number; version: number; came: string }) => ask<void>("PUT", `/help/readings/${id}`, what),
};
