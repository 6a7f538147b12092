/** Names a company gave, in the reader's language or the caller's. */
import { phone, spoken } from "../live/format";
import { row } from "../live/store/rows";
import type { ContactRow, Named } from "../live/wire";
import { t } from "../live/words";
import { agent, company } from "./store/desk";

export function inMine(name: Named): string {
  return spoken().startsWith("es") ? name.es : name.en;
}

/** We speak two languages; whoever speaks neither is greeted in English. */
export function voiceOf(contact: ContactRow): "es" | "en" {
  return contact.language.startsWith("es") ? "es" : "en";
}

/** What may be shown as this contact's name: a person's only when it is one person. */
export function nameOf(contact: ContactRow): string {
  const customer = row("customer", contact.customer);
  if (customer) return customer.name;
  const visitor = row("chat", contact.id)?.visitor_name;
  if (visitor) return visitor;
  if (contact.channel === "chat") return t("Web visitor");
  return contact.caller ? phone(contact.caller) : t("Withheld number");
}

export function firstNameOf(contact: ContactRow): string {
  return row("customer", contact.customer)?.first_name ?? row("chat", contact.id)?.visitor_name?.split(" ")[0] ?? t("Visitor");
}

export function greetingOf(contact: ContactRow): string {
  const queue = row("queue", contact.queue);
  const words = queue?.greeting[voiceOf(contact)] ?? "";
  return words.replaceAll("{agent}", agent.value?.first_name ?? "").replaceAll("{company}", company.value);
}

/** Spoken words stand between the quotes of their own language. */
export function quoted(words: string, language: "es" | "en"): string {
  if (/^[«“]/.test(words)) return words;
  return language === "es" ? `«${words}»` : `“${words}”`;
}
