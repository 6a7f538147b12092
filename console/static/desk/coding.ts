/** Proving who it is by a code: opened by a key, sent to an address of the record, told by the customer. */
import { person } from "../live/api";
import { receive } from "../live/store/rows";
import { uuid } from "../live/uuid";
import type { ContactRow } from "../live/wire";
import { t } from "../live/words";
import { doing, foldJot } from "./jotting";
import { codeLine } from "./store/code";
import { current } from "./store/desk";
import { tell } from "./store/notices";

export const CODE_ID = "code";
export const WAY_ID = "code-way";

/** The key: opens the line, and where it is open already goes to what is next on it. */
export async function openCode(): Promise<void> {
  const contact = current.peek();
  if (!contact || contact.state !== "active") return tell(t("Open a contact first."));
  if (contact.customer === null) return tell(t("Say first who it is."));
  if (contact.certainty === "verified") return tell(t("They are verified already."));
  if (codeLine.peek()?.contact === contact.id) return focusNext();
  codeLine.value = { contact: contact.id, ways: null };
  await doing(async () => (codeLine.value = { contact: contact.id, ways: await person.codeWays(contact.id) }));
}

/** The field a code is typed in, while one is waiting; else the first address. */
export function focusNext(): void {
  (document.getElementById(CODE_ID) ?? document.getElementById(WAY_ID))?.focus();
}

export function foldCode(): void {
  codeLine.value = null;
  foldJot();
}

export async function sendCode(contact: ContactRow, way: string): Promise<void> {
  if (await doing(async () => receive("contact", await person.sendCode(contact.id, uuid(), way)))) requestAnimationFrame(focusNext);
}

/** True when it was right. */
export async function tellCode(contact: ContactRow, code: string): Promise<boolean> {
  let right = false;
  await doing(async () => {
    const now = await person.tellCode(contact.id, code);
    receive("contact", now);
    right = now.certainty === "verified";
  });
  if (right) foldCode();
  return right;
}
