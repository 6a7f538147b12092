/** Files on their way: they last as long as the page, and one that failed waits to be tried again or put aside. */
import { signal } from "@preact/signals";

export interface Upload {
  client_id: string;
  name: string;
  size: number;
  kind: string;
  at: string;
  /** What went wrong, in the visitor's words. */
  failed: string | null;
}

export const uploads = signal<readonly Upload[]>([]);

export function begin(upload: Omit<Upload, "failed">): void {
  uploads.value = [...uploads.peek().filter((each) => each.client_id !== upload.client_id), { ...upload, failed: null }];
}

export function fail(client_id: string, why: string): void {
  uploads.value = uploads.peek().map((each) => (each.client_id === client_id ? { ...each, failed: why } : each));
}

/** The server has it, or nobody wants it any more. */
export function finish(client_id: string): void {
  uploads.value = uploads.peek().filter((each) => each.client_id !== client_id);
}
