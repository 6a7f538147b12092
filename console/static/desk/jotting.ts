/** One key keeps a sentence: Remember this, and The customer says. */
import { person } from "../live/api";
import { uuid } from "../live/uuid";
import { t } from "../live/words";
import { current } from "./store/desk";
import { jotting, type JotKind } from "./store/jot";
import { tell } from "./store/notices";

export const JOT_ID = "jot";

/** With a sentence selected, Remember keeps it at once; else a line opens to write it on. */
export function jot(kind: JotKind): void {
  const contact = current.peek();
  if (!contact || contact.state === "ringing") return tell(t("Open a contact first."));
  if (kind === "remember" && contact.customer === null) return tell(t("Say first who it is."));
  const text = selectedText();
  if (kind === "remember" && text) return void remember(contact.id, text);
  jotting.value = { contact: contact.id, kind, text };
  requestAnimationFrame(() => document.getElementById(JOT_ID)?.focus());
}

/** What is marked in a field, or anywhere on the page. */
function selectedText(): string {
  const field = document.activeElement;
  const marked = field instanceof HTMLTextAreaElement ? field.value.slice(field.selectionStart, field.selectionEnd) : String(getSelection() ?? "");
  return marked.trim().slice(0, 280);
}

export async function remember(contact: number, text: string, due?: string): Promise<boolean> {
  return doing(() => person.remember(contact, uuid(), due ? { text, due_at: due } : { text }), () => t("Remembered: {text}", { text }));
}

export async function quote(contact: number, topic: string, text: string): Promise<boolean> {
  return doing(() => person.quote(contact, uuid(), { topic, text }), () => t("Written down: the customer says “{text}”", { text }));
}

/** Runs one write; a refusal is said in the server's own words. */
export async function doing(write: () => Promise<unknown>, done?: () => string): Promise<boolean> {
  try {
    await write();
    if (done) tell(done());
    return true;
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error), { trouble: true });
    return false;
  }
}

/** The line folds, and the caret goes back to where the agent writes. */
export function foldJot(): void {
  jotting.value = null;
  (document.getElementById("note") ?? document.getElementById("reply"))?.focus();
}
