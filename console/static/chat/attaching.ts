/** Sends a photo or a PDF. Told twice under one UUID it is one, so trying again is safe. */
import { chat as server } from "../live/api";
import { serverNow } from "../live/store/clock";
import { receive } from "../live/store/rows";
import { uuid } from "../live/uuid";
import { t } from "../live/words";
import { begin, fail, finish } from "./store/uploads";

export const LARGEST_MB = 10;
export const KINDS = "image/jpeg,image/png,image/gif,image/webp,application/pdf";
const files = new Map<string, File>();

export function attach(file: File): void {
  const client_id = uuid();
  files.set(client_id, file);
  void send(client_id);
}

export async function send(client_id: string): Promise<void> {
  const file = files.get(client_id);
  if (!file) return finish(client_id);
  begin({ client_id, name: file.name, size: file.size, kind: file.type, at: new Date(serverNow()).toISOString() });
  const wrong = refusalOf(file);
  if (wrong) return fail(client_id, wrong);
  try {
    receive("visitor_message", await server.attach(client_id, file));
    leave(client_id);
  } catch (error) {
    fail(client_id, error instanceof Error ? error.message : String(error));
  }
}

export function leave(client_id: string): void {
  files.delete(client_id);
  finish(client_id);
}

/** What need not be sent to be known. The server looks again, and deeper. */
function refusalOf(file: File): string | null {
  if (file.size > LARGEST_MB * 1024 * 1024) return t("A file has up to {most} MB.", { most: LARGEST_MB });
  return KINDS.split(",").includes(file.type) ? null : t("Only photos and PDF can be sent.");
}

/** Kept by the visitor's own browser under its own name. */
export async function download(message: number, name: string): Promise<void> {
  const address = URL.createObjectURL(await server.file(message));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
