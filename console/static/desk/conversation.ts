/** Questions about one conversation, answered from its rows. */
import { row, table } from "../live/store/rows";
import type { MessageRow } from "../live/wire";

export function messages(contact: number): MessageRow[] {
  return [...table("message").value.values()].filter((each) => each.contact === contact).sort((a, b) => a.seq - b.seq);
}

export function newest(contact: number): MessageRow | undefined {
  return messages(contact).at(-1);
}

export function lastSaid(contact: number): MessageRow | undefined {
  return messages(contact).filter((each) => each.author === "visitor").at(-1);
}

export function unread(contact: number): number {
  const seen = row("chat", contact)?.seen_by_agent ?? 0;
  return messages(contact).filter((each) => each.author === "visitor" && each.seq > seen).length;
}

/** Since when the visitor has waited for an answer; null when the last word is ours. */
export function unanswered(contact: number): string | null {
  let since: string | null = null;
  for (const each of messages(contact)) {
    if (each.author === "agent") since = null;
    else if (each.author === "visitor") since ??= each.at;
  }
  return since;
}
