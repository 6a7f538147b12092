/** A file from the agent: it goes at once, and says so until the conversation shows it. */
import { desk } from "../live/api";
import { receive } from "../live/store/rows";
import { uuid } from "../live/uuid";
import { t } from "../live/words";
import { hush, tell } from "./store/notices";

export const KINDS = "image/jpeg,image/png,image/gif,image/webp,application/pdf";

export async function attach(contact: number, file: File): Promise<void> {
  tell(t("Sending {name} …", { name: file.name }));
  try {
    receive("message", await desk.attach(contact, uuid(), file));
    hush();
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error), { trouble: true });
  }
}
