// Printed from console/desk/rows.py by `python -m console.desk.wire`. Do not edit.


export type PhraseCode = "text" | "card" | "order" | "shops" | "prefers" | "address" | "policy" | "points" | "order_late" | "claim_open" | "promise_due" | "no_sales" | "repeated" | "call" | "call_abandoned" | "chat" | "read" | "purchase" | "claim" | "promise" | "offer_accepted" | "offer_rejected" | "offer_later" | "note" | "corrected" | "profile_merge" | "profile_split" | "profile_undo" | "answered" | "consent_yes" | "consent_no" | "margin" | "bought" | "declared" | "discount_cost" | "cost_of_asking" | "gate_purpose" | "gate_consent" | "gate_certainty" | "gate_service_first" | "gate_instruction" | "gate_skill" | "gate_eligibility" | "gate_repeated" | "gate_contradiction" | "gate_capped" | "gate_muted" | "gate_suitability" | "gate_profit" | "lower" | "no_offers";

export interface ArticleSent {
  article: number;
  title: string;
  language: string;
  opening: string;
}

export interface ChatRow {
  contact: number;
  version: number;
  visitor_name: string | null;
  last: number;
  seen_by_visitor: number;
  seen_by_agent: number;
  read: (ReadBefore)[];
}

export interface ContactCode {
  state: "sent" | "used" | "void" | "failed";
  way: "sms" | "email";
  hint: string;
  sent_at: string;
  expires_at: string;
  wrong: number;
  tries_left: number;
}

export interface ContactRow {
  id: number;
  version: number;
  channel: "phone" | "chat" | "callback";
  state: "waiting" | "ringing" | "active" | "wrap_up" | "closed" | "abandoned";
  held: boolean;
  muted: boolean;
  slot: number;
  queue: number;
  purpose: "service" | "sales" | "retention";
  customer: number | null;
  certainty: "verified" | "recognised" | "household" | "candidates" | "unknown";
  candidates: (number)[];
  language: string;
  caller: string | null;
  line: string | null;
  choices: (string)[];
  queued_at: string;
  rung_at: string | null;
  ring_until: string | null;
  accepted_at: string | null;
  held_since: string | null;
  ended_at: string | null;
  ended_by: "customer" | "agent" | "system" | null;
  wrap_until: string | null;
  verified_at: string | null;
  verified_by: (string)[];
  code: ContactCode | null;
  resolved_at: string | null;
  passed: Passed | null;
  controls: ("answer" | "decline" | "mute" | "hold" | "transfer" | "hang_up")[];
}

export interface FileSent {
  name: string;
  kind: string;
  size: number;
}

export interface MessageRow {
  id: number;
  version: number;
  contact: number;
  seq: number;
  author: "visitor" | "agent" | "system";
  agent: number | null;
  client_id: string;
  text: string;
  file: FileSent | null;
  articles: (ArticleSent)[];
  at: string;
}

export interface NoteRow {
  contact: number;
  version: number;
  text: string;
  saved_at: string | null;
}

export interface Passed {
  by: string;
  words: string | null;
}

export interface ReadBefore {
  article: number;
  version: number;
  title: string;
  came: "opened" | "helped" | "person";
  at: string;
}

export interface TransferAgent {
  id: number;
  name: string;
  knows: boolean;
}

export interface TransferQueue {
  id: number;
  name: Named;
  free: number;
}

export interface TransferTargets {
  queues: (TransferQueue)[];
  agents: (TransferAgent)[];
}

export interface Check {
  code: "birth_date" | "card_last4" | "document_last4" | "postcode";
  value: string;
}

export interface Cited {
  article: number;
  version: number;
  title: string;
}

export interface CustomerRow {
  id: number;
  version: number;
  name: string;
  first_name: string;
  language: string;
  facts: (Fact)[];
  checks: (Check)[];
  reason: Phrase | null;
  warning: Phrase | null;
  promise: Promise | null;
  contacts: (Entry)[];
  timeline: (Entry)[];
  consents: (Phrase)[];
  sources: (string)[];
  duplicate: number | null;
}

export interface Entry {
  id: number;
  at: string;
  kind: "call" | "chat" | "purchase" | "order" | "claim" | "promise" | "note" | "offer" | "profile" | "article";
  title: Phrase;
  detail: string | null;
  by: string | null;
  articles: (Cited)[];
}

export interface Fact {
  label: "card" | "points" | "shops" | "order" | "prefers" | "remembered" | "address" | "policy" | "email";
  value: Phrase;
}

export interface Person {
  id: number;
  name: string;
  by: "phone" | "email" | "card" | "order" | "document" | "phone_near" | "email_near" | "name" | "name_and_birth";
  score: number;
}

export interface Promise {
  text: string;
  due_at: string | null;
  where: string | null;
  by: string | null;
  made_at: string;
}

export interface SealedRow {
  id: number;
  version: number;
  facts: (Fact)[];
}

export interface DuplicateLine {
  field: "name" | "birth_date" | "document" | "phone" | "email" | "address" | "card" | "language" | "store" | "permissions";
  one: (string)[];
  other: (string)[];
  equal: boolean | null;
  stays: number | null;
}

export interface DuplicateSheet {
  link: number;
  percent: number;
  one: DuplicateSide;
  other: DuplicateSide;
  lines: (DuplicateLine)[];
}

export interface DuplicateSide {
  id: number;
  name: string;
  sources: (string)[];
  here: boolean;
}

export interface AgentRow {
  id: number;
  version: number;
  name: string;
  first_name: string;
  role: "agent" | "supervisor" | "admin";
  language: string;
  extension: string | null;
  state: "offline" | "available" | "on_call" | "wrap_up" | "away";
  reason: string | null;
  since: string;
  chats: number;
  missed_contact: number | null;
}

export interface Disposition {
  code: string;
  path: (Named)[];
}

export interface LegalAhead {
  minute: number;
  low: number;
  middle: number;
  high: number;
}

export interface LegalClockRow {
  id: number;
  version: number;
  limit_seconds: number;
  target: number;
  minute: number;
  total: number;
  long: number;
  past: ([number, number])[];
  ahead: (LegalAhead)[];
  crosses: number | null;
  days: number;
  expected: number | null;
}

export interface QueueRow {
  id: number;
  version: number;
  name: Named;
  channel: "phone" | "chat";
  purpose: "service" | "sales" | "retention";
  target_seconds: number;
  target_share: number;
  wrap_seconds: number;
  greeting: Named;
  dispositions: (Disposition)[];
}

export interface QueueStatsRow {
  id: number;
  version: number;
  waiting: number;
  oldest_at: string | null;
  offered: number;
  answered: number;
  abandoned: number;
  short_abandoned: number;
  answered_in_target: number;
  service_level: number | null;
  asa_seconds: number | null;
  free_agents: number;
}

export interface RingingRow {
  agent: number;
  version: number;
  since: string;
}

export interface FollowUpRow {
  id: number;
  version: number;
  owner: number;
  what: string;
  due_at: string;
  who: string;
  number: string | null;
}

export interface ArticlePage {
  id: number;
  version: number;
  language: string;
  title: string;
  html: string;
  text: string;
  reviewed_on: string | null;
  address: string | null;
  steps: (Step)[];
  files: (FileBeside)[];
  was: Was | null;
}

export interface BulletinReadRow {
  bulletin: number;
  agent: number;
  version: number;
}

export interface BulletinRow {
  id: number;
  version: number;
  text: string;
  article: number | null;
  at: string;
  ends_at: string;
  by: string;
}

export interface FileBeside {
  name: string;
  address: string;
  size: number;
}

export interface Found {
  typed: string;
  understood: string | null;
  hits: (Hit)[];
  building: boolean;
  one_name: boolean;
}

export interface HelpArticle {
  id: number;
  version: number;
  language: string;
  title: string;
  html: string;
  files: (FileBeside)[];
}

export interface Hit {
  article: number;
  version: number;
  language: string;
  title: ([string, boolean])[];
  snippet: ([string, boolean])[];
  reviewed_on: string | null;
  public: boolean;
  because: ([string, string])[];
}

export interface ReviewRow {
  article: number;
  version: number;
  owner: number;
  title: string;
  review_by: string;
  address: string;
}

export interface Step {
  part: string | null;
  lines: (([string, boolean])[])[];
}

export interface SuggestionRow {
  contact: number;
  version: number;
  seq: number;
  hit: Hit | null;
}

export interface Was {
  now: number | null;
  since: string | null;
}

export interface Alternative {
  name: Named;
  verdict: Phrase;
  cents: number | null;
}

export interface Answer {
  key: string;
  label: Named;
  detail: Named | null;
  outcome: "accepted" | "rejected" | "later" | "not_mentioned" | null;
  reasons: (Named)[];
  later: LaterDays | null;
}

export interface DecisionRow {
  contact: number;
  version: number;
  proposals: number;
  proposal: Proposal | null;
  others: (Alternative)[];
  closed: Phrase | null;
}

export interface LaterDays {
  first: string;
  last: string;
  suggested: string;
}

export interface OfferCard {
  until: string | null;
  gives: (Named)[];
  documents: boolean;
}

export interface Price {
  cents: number;
  before_cents: number | null;
  currency: string;
  personal: boolean;
}

export interface Proposal {
  offer: number;
  name: Named;
  price: Price | null;
  expected_cents: number;
  currency: string;
  why: (Why)[];
}

export interface ScriptRow {
  contact: number;
  version: number;
  offer: number;
  name: Named;
  price: Price | null;
  card: OfferCard | null;
  steps: (ScriptStep)[];
  step: string;
  say: string;
  disclosed: string | null;
  answers: (Answer)[];
  documents: Documents | null;
  fields: (FormField)[];
  read_until: string | null;
  outcome: "accepted" | "rejected" | "later" | "not_mentioned" | null;
}

export interface ScriptStep {
  key: string;
  title: Named;
  state: "done" | "current" | "ahead";
  open: boolean;
}

export interface Why {
  sign: "plus" | "minus";
  phrase: Phrase;
  cents: number;
}

export interface Named {
  es: string;
  en: string;
}

export interface Phrase {
  code: PhraseCode;
  facts: Record<string, string | number | boolean | null>;
}

export interface ConsentLine {
  controller: string;
  purpose: string;
  channel: string | null;
  given: boolean;
  wording: string | null;
  how: string | null;
  at: string;
  until: string | null;
}

export interface Figures {
  segment: "frequent" | "recent" | "new" | "regular" | "fading" | "away" | "none" | null;
  purchases: number;
  paid_cents: number;
  discount_cents: number;
  margin_cents: number;
  margin_costed_cents: number;
  margin_category_cents: number;
  margin_assumed_cents: number;
  margin_share: number;
  contacts: number;
  cost_cents: number;
  recency_days: number | null;
  usual_gap_days: number | null;
  overdue: number | null;
  currency: string;
  categories: ([string, number])[];
  products: ([string, number])[];
  channels: ([string, number])[];
  hours: (number)[];
}

export interface HeldValue {
  value: string;
  source: string;
  at: string;
  by: string | null;
  until: string | null;
}

export interface ProfileField {
  field: string;
  rule: "only" | "verified" | "corrected" | "authority" | "valid" | "recent" | "frequent" | "longest";
  confidence: number;
  held: (HeldValue)[];
  sealed: boolean;
  correctable: boolean;
}

export interface ProfilePage {
  id: number;
  version: number;
  verified: boolean;
  fields: (ProfileField)[];
  new_number: boolean;
  wordings: ([string, string])[];
  duplicate: [string, number] | null;
  household: (string)[];
  remembered: (Remembered)[];
  cases: (Phrase)[] | null;
  consents: (ConsentLine)[];
  figures: Figures | null;
  unprofiled: boolean;
}

export interface Remembered {
  id: number;
  text: string;
  due_at: string | null;
  until: string | null;
  by: string | null;
  made_at: string;
}

export interface DocumentPlace {
  id: string;
  way: "email" | "chat" | "otherwise";
  hint: string;
}

export interface Documents {
  these: (ScriptDocument)[];
  places: (DocumentPlace)[];
  sent: DocumentsSent | null;
}

export interface DocumentsSent {
  way: "email" | "chat" | "otherwise";
  at: string;
  failed: boolean;
}

export interface FormChoice {
  key: string;
  label: string;
}

export interface FormField {
  key: string;
  label: string;
  type: "text" | "number" | "date" | "truth" | "choice";
  choices: (FormChoice)[];
  needed: boolean;
  value: string | number | boolean | null;
}

export interface ScriptDocument {
  name: string;
  url: string;
}

export interface VisitorChatRow {
  id: number;
  version: number;
  state: "waiting" | "active" | "ended";
  agent_name: string | null;
  last: number;
  seen_by_agent: number;
  ended_at: string | null;
  ended_by: "visitor" | "agent" | "system" | null;
  rated: number | null;
  email: string | null;
  moved: boolean;
}

export interface VisitorMessageRow {
  id: number;
  version: number;
  seq: number;
  author: "visitor" | "agent" | "system";
  author_name: string | null;
  client_id: string;
  text: string;
  file: FileSent | null;
  articles: (ArticleSent)[];
  at: string;
}

export interface VisitorPlaceRow {
  id: number;
  version: number;
  place: number | null;
  half_seconds: number | null;
  most_seconds: number | null;
  staffed: boolean;
}

export interface ProposedFollowUp {
  what: string;
  due_at: string;
  why: string;
}

export interface ProposedReason {
  code: string;
  heard: string;
}

export interface Sentence {
  key: string;
  text: string;
  event: number;
  kind: string;
  at: string;
  source: string;
}

export interface WrapUpRow {
  contact: number;
  version: number;
  sentences: (Sentence)[];
  reason: ProposedReason | null;
  follow_up: ProposedFollowUp | null;
}

export interface Snapshot {
  me: number | null;
  now: string;
  build: string;
  rows: (Record<string, unknown>)[];
}

export interface Kinds {
  contact: ContactRow;
  note: NoteRow;
  chat: ChatRow;
  message: MessageRow;
  customer: CustomerRow;
  sealed: SealedRow;
  decision: DecisionRow;
  script: ScriptRow;
  wrap_up: WrapUpRow;
  queue: QueueRow;
  queue_stats: QueueStatsRow;
  agent: AgentRow;
  ringing: RingingRow;
  legal_clock: LegalClockRow;
  bulletin: BulletinRow;
  bulletin_read: BulletinReadRow;
  follow_up: FollowUpRow;
  review: ReviewRow;
  suggestion: SuggestionRow;
  visitor_chat: VisitorChatRow;
  visitor_place: VisitorPlaceRow;
  visitor_message: VisitorMessageRow;
}

export type Kind = keyof Kinds;

export const KEYS = {
  contact: "id",
  note: "contact",
  chat: "contact",
  message: "id",
  customer: "id",
  sealed: "id",
  decision: "contact",
  script: "contact",
  wrap_up: "contact",
  queue: "id",
  queue_stats: "id",
  agent: "id",
  ringing: "agent",
  legal_clock: "id",
  bulletin: "id",
  bulletin_read: "bulletin",
  follow_up: "id",
  review: "article",
  suggestion: "contact",
  visitor_chat: "id",
  visitor_place: "id",
  visitor_message: "id",
} as const;
