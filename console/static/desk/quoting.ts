/** Puts an article where the agent writes: its passage, its link, or a copy; what was quoted is told. */
import type { ArticlePage, Hit } from "../live/wire";
import { t } from "../live/words";
import { consulted } from "./consulting";
import { noteTyped } from "./saving";
import { fetched } from "./searching";
import * as aloud from "./store/aloud";
import * as told from "./store/consulted";
import { current, isChat } from "./store/desk";
import { noteText, replyText, typeReply } from "./store/drafts";
import { tell } from "./store/notices";
import * as search from "./store/search";

/** The article's title and the passage found, where the agent writes. */
export async function putChosen(): Promise<void> {
  const result = await search.chosen();
  if (result?.kind !== "article") return;
  const { hit } = result;
  if (hit.snippet.length) return put(search.plain(hit.title), search.plain(hit.snippet), hit);
  const page = await fetched(hit.article); // at hand lies its name only
  if (page) putArticle(page);
}

/** The address visitors read it at, where the agent writes. */
export async function putChosenLink(): Promise<void> {
  const result = await search.chosen();
  if (result?.kind !== "article") return;
  if (!result.hit.public) return tell(t("Visitors may not read this article: it has no link."), { trouble: true });
  const page = await fetched(result.hit.article); // what lies at hand may have changed since
  if (page) putLink(page);
}

/** The step being read, as one says it; none while the article stands there whole. */
function stepRead(article: ArticlePage): string {
  const { at, reading } = aloud.placeIn(current.peek()?.id ?? 0, article.id);
  const step = article.steps[at];
  return reading && step ? aloud.words(step) : "";
}

/** What is marked in the article, else the step being read, else the passage found, else its first step. */
export function putArticle(article: ArticlePage): void {
  const marked = getSelection();
  const inside = marked?.anchorNode && document.querySelector(".article")?.contains(marked.anchorNode);
  const hit = search.found.peek()?.hits.find((each) => each.article === article.id);
  const passage = (inside && marked.toString().trim()) || stepRead(article) || (hit && search.plain(hit.snippet)) || (article.steps[0] ? aloud.words(article.steps[0]) : "");
  put(article.title, passage, { article: article.id, version: article.version, public: article.address !== null });
}

export function putLink({ id, version, address }: ArticlePage): void {
  // Whoever opens it after the article has changed is told so.
  if (address) put("", new URL(`${address}?v=${version}`, location.href).href, { article: id, version, public: true });
}

function put(title: string, passage: string, from: Pick<Hit, "article" | "version" | "public">): void {
  const contact = current.peek();
  if (!contact || contact.state === "ringing" || !passage) return;
  consulted(told.came("quoted", from));
  if (isChat(contact) && contact.state === "active") {
    typeReply(contact.id, [replyText(contact.id), passage].filter(Boolean).join(" "));
    return tell(putIntoReply(title || passage, from.public));
  }
  noteTyped(contact.id, [noteText(contact.id), search.cited(title, from.version, passage)].filter(Boolean).join("\n"));
  tell(t("Put into the note: {title}", { title }));
}

/** What is said of it: an internal article is written for us, not for whoever we answer. */
export function putIntoReply(title: string, open: boolean): string {
  return open ? t("Put into the reply: {title}", { title }) : t("Put into the reply: {title}. Visitors may not read this article: look at the words before you send them.", { title });
}

export async function copy(article: ArticlePage): Promise<void> {
  try {
    await navigator.clipboard.writeText(`${article.title}\n\n${article.text}`);
  } catch {
    return tell(t("The browser does not let it be copied."), { trouble: true }); // also where the page isn't encrypted
  }
  consulted(told.came("quoted", { article: article.id, version: article.version }));
  tell(t("Copied: {title}", { title: article.title }));
}
