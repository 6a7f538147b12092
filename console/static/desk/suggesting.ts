/** One article beside a conversation, chosen by the server. It changes only when nothing is being typed. */
import { effect, signal } from "@preact/signals";
import { row } from "../live/store/rows";
import { uuid } from "../live/uuid";
import type { Hit, SuggestionRow } from "../live/wire";
import { consulted } from "./consulting";
import { lastSaid } from "./conversation";
import { putIntoReply } from "./quoting";
import { noteTyped } from "./saving";
import { openArticle } from "./searching";
import { current, isChat } from "./store/desk";
import { noteText, replyText, typeReply } from "./store/drafts";
import { tell } from "./store/notices";
import { cited, plain } from "./store/search";

export const suggested = signal<SuggestionRow | null>(null);

export function followSuggestions(): () => void {
  return effect(() => {
    const contact = current.value;
    const fresh = row("suggestion", contact?.id) ?? null;
    if (contact && suggested.peek()?.contact === contact.id && isChat(contact) && replyText(contact.id)) return;
    suggested.value = fresh;
  });
}

function here(): { contact: number; hit: Hit } | null {
  const { contact, hit } = suggested.peek() ?? {};
  return hit && contact !== undefined && contact === current.peek()?.id ? { contact, hit } : null;
}

/** Its passage goes where I write, for me to read once more before it is sent or kept. */
export function putSuggested(): void {
  const mine = here();
  const contact = current.peek();
  if (!mine || !contact) return;
  const { hit } = mine;
  tellOf(mine.contact, hit, "quoted");
  if (!isChat(contact)) return noteTyped(contact.id, [noteText(contact.id), cited(plain(hit.title), hit.version, plain(hit.snippet))].filter(Boolean).join("\n"));
  typeReply(contact.id, [replyText(contact.id), plain(hit.snippet)].filter(Boolean).join(" "));
  document.getElementById("msg")?.focus();
  tell(putIntoReply(plain(hit.title), hit.public));
}

export async function openSuggested(): Promise<void> {
  const mine = here();
  if (!mine) return;
  tellOf(mine.contact, mine.hit, "opened");
  await openArticle(mine.hit);
}

let last: { contact: number; article: number; id: string } | null = null;

/** It answers what the visitor said last, so that is what it is learnt by. */
function tellOf(contact: number, hit: Hit, came: "opened" | "quoted"): void {
  const typed = lastSaid(contact)?.text ?? plain(hit.title);
  if (last?.contact !== contact || last.article !== hit.article) last = { contact, article: hit.article, id: uuid() };
  consulted({ id: last.id, contact, typed: typed.slice(0, 500), came, article: hit.article, version: hit.version });
}
