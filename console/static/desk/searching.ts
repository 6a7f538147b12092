/** Asks while one types, and keeps late answers out. */
import { desk } from "../live/api";
import { Refused } from "../live/http";
import { t } from "../live/words";
import { isChat } from "./store/desk";
import { current } from "./store/desk";
import { noteText, replyText, typeReply } from "./store/drafts";
import { noteTyped } from "./saving";
import { identifyAs } from "./actions";
import { tell } from "./store/notices";
import * as search from "./store/search";

const DEBOUNCE_MS = 80;
let pause: ReturnType<typeof setTimeout> | undefined;
let running: AbortController | undefined;

export function searchTyped(text: string): void {
  clearTimeout(pause);
  running?.abort();
  if (!text.trim()) return search.clear();
  const question = search.ask(text);
  pause = setTimeout(() => void lookUp(question, text.trim()), DEBOUNCE_MS);
}

async function lookUp(question: number, text: string): Promise<void> {
  running = new AbortController();
  const { signal } = running;
  try {
    const [found, people] = await Promise.all([desk.articles(text, signal), mayBePerson(text) ? desk.people(text, signal) : []]);
    search.answer(question, { found, people });
  } catch (error) {
    if (error instanceof Refused) search.unanswered(question);
  }
}

/** A phone, card, order, document or e-mail at once; a name once its second word has begun. */
function mayBePerson(text: string): boolean {
  return text.includes("@") || text.replace(/\D/g, "").length >= 4 || /^\P{N}{2,}\s\P{N}{3,}/u.test(text);
}

export async function open(result: search.Result | undefined): Promise<void> {
  if (!result) return;
  if (result.kind === "person") return identifyAs(result.person.id);
  try {
    search.article.value = await desk.article(result.hit.article);
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error), { trouble: true });
  }
}

/** The article's title and the passage found, where the agent writes. */
export function putIntoText(result: search.Result | undefined): void {
  const contact = current.peek();
  if (!contact || result?.kind !== "article" || contact.state === "ringing") return;
  const [title, passage] = [search.plain(result.hit.title), search.plain(result.hit.snippet)];
  if (isChat(contact) && contact.state === "active") {
    typeReply(contact.id, [replyText(contact.id), passage].filter(Boolean).join(" "));
    return tell(t("Put into the reply: {title}", { title }));
  }
  noteTyped(contact.id, [noteText(contact.id), `${title}: ${passage}`].filter(Boolean).join("\n"));
  tell(t("Put into the note: {title}", { title }));
}
