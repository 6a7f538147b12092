/** The conversation as a text file, made in the visitor's own browser: nothing is sent anywhere. */
import { day, time } from "../live/format";
import type { VisitorMessageRow } from "../live/wire";
import { t } from "../live/words";

export function keepConversation(company: string, messages: readonly VisitorMessageRow[]): void {
  const address = URL.createObjectURL(new Blob([asText(company, messages)], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${company} ${day(messages[0]?.at ?? new Date())}.txt`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** One line a message; lines of a longer one are indented under it. */
export function asText(company: string, messages: readonly VisitorMessageRow[]): string {
  const by = (each: VisitorMessageRow) => each.author === "visitor" ? t("You") : each.author === "system" ? t("Automatic message") : (each.author_name ?? company);
  const lines = messages.map((each) => `${day(each.at)} ${time(each.at)} ${by(each)}: ${(each.file?.name ?? each.text).replace(/\r?\n/g, "\n    ")}`);
  return [t("Conversation with {company}", { company }), "", ...lines, ""].join("\n");
}
