/** One article beside a chat, chosen by the visitor's last message. It changes only when nothing is being typed. */
import { effect, signal } from "@preact/signals";
import { desk } from "../live/api";
import type { Hit } from "../live/wire";
import { lastSaid } from "./conversation";
import { current, isChat } from "./store/desk";
import { replyText, typeReply } from "./store/drafts";
import { article, plain } from "./store/search";

export interface Suggestion {
  contact: number;
  seq: number;
  hit: Hit | null;
}
export const suggested = signal<Suggestion | null>(null);
const SHORTEST = 8;

export function followChats(): () => void {
  return effect(() => {
    const contact = current.value;
    if (!contact || !isChat(contact) || contact.state !== "active") return;
    const said = lastSaid(contact.id);
    if (!said || said.text.length < SHORTEST || replyText(contact.id)) return;
    const last = suggested.peek();
    if (last?.contact === contact.id && last.seq === said.seq) return;
    suggested.value = { contact: contact.id, seq: said.seq, hit: last?.contact === contact.id ? last.hit : null };
    void choose(contact.id, said.seq, said.text);
  });
}

async function choose(contact: number, seq: number, text: string): Promise<void> {
  const found = await desk.articles(text.slice(0, 120)).catch(() => null);
  const still = suggested.peek();
  if (!found || still?.contact !== contact || still.seq !== seq || replyText(contact)) return;
  suggested.value = { contact, seq, hit: found.hits[0] ?? null };
}

/** Its passage goes into the reply, for the agent to read once more before sending. */
export function putSuggested(): void {
  const here = suggested.peek();
  if (!here?.hit || here.contact !== current.peek()?.id) return;
  typeReply(here.contact, [replyText(here.contact), plain(here.hit.snippet)].filter(Boolean).join(" "));
  document.getElementById("msg")?.focus();
}

export async function openSuggested(): Promise<void> {
  const hit = suggested.peek()?.hit;
  if (hit) article.value = await desk.article(hit.article).catch(() => null);
}
