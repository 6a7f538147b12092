/** Asks while one types, keeps late answers out, and each contact has a search of its own. */
import { effect } from "@preact/signals";
import { desk } from "../live/api";
import { Refused } from "../live/http";
import { uuid } from "../live/uuid";
import type { ArticlePage, Hit } from "../live/wire";
import { t } from "../live/words";
import { identifyAs } from "./actions";
import { consulted } from "./consulting";
import * as aloud from "./store/aloud";
import * as told from "./store/consulted";
import { current } from "./store/desk";
import type { Keep } from "./store/drafts";
import { tell } from "./store/notices";
import * as search from "./store/search";
import { lost, opened } from "./store/shelf";

const DEBOUNCE_MS = 80;
let pause: ReturnType<typeof setTimeout> | undefined;
let running: AbortController | undefined;

export function searchTyped(text: string): void {
  if (!text.trim()) return leave();
  told.begin(uuid(), current.peek()?.id ?? null);
  told.typing(text);
  askSoon(text);
}

function askSoon(text: string): void {
  clearTimeout(pause);
  running?.abort();
  const question = search.ask(text);
  pause = setTimeout(() => void lookUp(question, text.trim()), DEBOUNCE_MS);
}

async function lookUp(question: number, text: string): Promise<void> {
  running = new AbortController();
  const { signal } = running;
  try {
    const [found, people] = await Promise.all([desk.articles(text, signal), mayBePerson(text) ? desk.people(text, signal).catch(tooMany) : []]);
    search.answer(question, { found, people });
  } catch (error) {
    if (error instanceof Refused) search.unanswered(question);
  }
}

/** Asked for too many people: the articles are found all the same. */
function tooMany(error: unknown): [] {
  if (!(error instanceof Refused) || error.status !== 429) throw error;
  tell(error.message, { trouble: true });
  return [];
}

/** A phone, card, order, document or e-mail at once; a name once its second word has begun. */
function mayBePerson(text: string): boolean {
  return text.includes("@") || text.replace(/\D/g, "").length >= 4 || /^\P{N}{2,}\s\P{N}{3,}/u.test(text);
}

/** Esc, or nothing typed any more: the search is over, and what came of it is told. */
export function leave(): void {
  // Somebody whose name is merely like it is not what was looked for.
  const people = search.people.peek().filter((each) => each.score >= search.SURE).length;
  const found = search.found.peek();
  if (found && !found.building) consulted(told.end(found.hits.length, people));
  else told.drop();
  clearTimeout(pause);
  running?.abort();
  search.clear();
}

/** Each contact's search waits for it; when a conversation ends its search ends too, and covers no sheet. */
export function followContacts(): () => void {
  const away = new Map<number, [search.Kept, told.Kept]>();
  let shown = 0;
  let state: string | undefined;
  return effect(() => {
    const contact = current.value;
    const id = contact?.id ?? 0;
    const ended = id === shown && state === "active" && contact?.state === "wrap_up";
    state = contact?.state;
    if (ended) {
      document.getElementById("q")?.blur(); // what is at hand would cover the sheet as well
      return leave();
    }
    if (id === shown) return;
    away.set(shown, [search.kept(), told.take()]);
    shown = id;
    const [found, begun] = away.get(id) ?? [];
    search.putBack(found);
    told.putBack(begun);
    if (found?.waiting) askSoon(found.typed); // its answer came while another contact was in the sheet
  });
}

const PLACE = "desk.search";

/** A page that is loaded again goes on with what was typed. */
export function keepQueryIn(keep: Keep): void {
  const before = keep.getItem(PLACE);
  if (before) searchTyped(before);
  effect(() => (search.typed.value ? keep.setItem(PLACE, search.typed.value) : keep.removeItem(PLACE)));
}

/** Enter opens what was typed for, however quick: never a line of the letters before. */
export async function openChosen(): Promise<void> {
  await open(await search.chosen());
}

export async function open(result: search.Result | undefined): Promise<void> {
  if (!result) return;
  if (result.kind === "person") return told.drop(), identifyAs(result.person.id);
  return openArticle(result.hit);
}

export async function openArticle(hit: Pick<Hit, "article" | "version">): Promise<void> {
  const here = search.moment();
  const page = await fetched(hit.article);
  if (!page || here !== search.moment()) return; // left meanwhile, or another contact is in the sheet
  from = null;
  search.article.value = page;
  opened(search.asHit(page));
  consulted(told.came("opened", { article: page.id, version: page.version }));
}

/** The article as it is now; none when it can't be had, and that is told. */
export async function fetched(article: number): Promise<ArticlePage | null> {
  try {
    return await desk.article(article);
  } catch (error) {
    if (error instanceof Refused && error.status === 404) lost(article);
    tell(error instanceof Error ? error.message : String(error), { trouble: true });
    return null;
  }
}

/** Where an article was opened from that nobody looked for: Esc goes back there. */
let from: Element | null = null;

/** As it was when somebody quoted it. Nobody looked for anything, so nothing is told of it. */
export async function openQuoted(article: number, version: number): Promise<void> {
  try {
    if (!document.activeElement?.closest(".article")) from = document.activeElement;
    const here = search.moment();
    const page = await desk.quoted(article, version);
    if (here === search.moment()) search.article.value = page;
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error), { trouble: true });
  }
}

export function backToResults(): void {
  search.article.value = null;
  const back = from instanceof HTMLElement && from.isConnected ? from : document.getElementById("q");
  from = null;
  back?.focus();
}

/** Step by step, from where it was left; again, and the article is whole. */
export function readAloud(article: ArticlePage | null = search.article.peek()): void {
  const contact = current.peek()?.id ?? 0;
  if (!article || article.steps.length < 2) return;
  aloud.put(contact, article.id, article.steps.length, { reading: !aloud.placeIn(contact, article.id).reading });
  document.getElementById("art")?.focus();
}

export function readStep(article: ArticlePage, at: number): void {
  aloud.put(current.peek()?.id ?? 0, article.id, article.steps.length, { at });
}

/** This solved it, or it did not: learnt from once the contact itself has ended well. */
export function helped(yes: boolean): void {
  const article = search.article.peek();
  if (!article) return;
  const came = told.came(yes ? "solved" : "not_solved", { article: article.id, version: article.version });
  consulted(came);
  tell(yes ? t("Noted: it helped.") : t("Noted: it did not help. It goes to whoever writes the articles."));
  if (!yes) backToResults();
}
