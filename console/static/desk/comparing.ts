/** The same person twice? Opened by a key once the contact has ended, answered by another. */
import { person } from "../live/api";
import { receive, row } from "../live/store/rows";
import { t } from "../live/words";
import { doing } from "./jotting";
import { comparing, leftFor } from "./store/compare";
import { current } from "./store/desk";
import { tell } from "./store/notices";

export type Verdict = "same" | "two" | "later";

export async function compare(): Promise<void> {
  const contact = current.peek();
  if (comparing.peek()) return fold();
  if (!contact || row("customer", contact.customer)?.duplicate == null) return tell(t("No possible duplicate."));
  if (contact.state !== "wrap_up") return tell(t("Possible duplicates are looked at once the contact has ended."));
  await doing(async () => (comparing.value = { contact: contact.id, sheet: await person.duplicate(contact.id) }));
}

export function fold(): void {
  comparing.value = null;
  requestAnimationFrame(() => document.getElementById("disp")?.focus());
}

const SAID: Record<Verdict, () => string> = {
  same: () => t("One profile from now on. It can be taken back on the page of duplicates."),
  two: () => t("They are two. Nobody is asked again."),
  later: () => t("Left for later."),
};

export async function judge(verdict: Verdict): Promise<void> {
  const open = comparing.peek();
  if (!open) return;
  const done = await doing(async () => receive("contact", await person.judgeDuplicate(open.contact, open.sheet.link, verdict)), SAID[verdict]);
  if (!done) return;
  if (verdict === "later") leftFor.value = new Set([...leftFor.peek(), open.contact]);
  fold();
}
