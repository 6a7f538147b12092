/** JSON over HTTP: one way to ask, one way to be refused. The addresses are in api.ts. */
import { t } from "./words";

export class Refused extends Error {
  override name = "Refused";
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly field: string | null = null,
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }

  /** Trying again may help: nobody answered, or the server says it is its own fault. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

let headers: Record<string, string> = {};

/** Agents send the page's CSRF token; visitors their bearer token. */
export function identify(by: { csrf: string } | { token: string }): void {
  headers = "csrf" in by ? { "X-CSRFToken": by.csrf } : { Authorization: `Bearer ${by.token}` };
}

export type Method = "GET" | "PUT" | "POST" | "DELETE";
const PATIENCE_MS = 10_000;
/** For a file, which a telephone may take long to send or fetch. */
const FILE_PATIENCE_MS = 120_000;

export async function ask<T>(method: Method, url: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const form = body instanceof FormData;
  const answer = await sent(method, url, form ? body : packed(body), form ? {} : typed(body), form ? FILE_PATIENCE_MS : PATIENCE_MS, signal);
  if (answer.status === 204) return undefined as T;
  const told: unknown = await answer.json().catch(() => null);
  if (!answer.ok) throw refusal(answer.status, told);
  return told as T;
}

/** A file, as it was sent. */
export async function fetchFile(url: string): Promise<Blob> {
  const answer = await sent("GET", url, null, {}, FILE_PATIENCE_MS);
  if (!answer.ok) throw refusal(answer.status, await answer.json().catch(() => null));
  return answer.blob();
}

const packed = (body: unknown) => (body === undefined ? null : JSON.stringify(body));
const typed = (body: unknown): Record<string, string> => (body === undefined ? {} : { "Content-Type": "application/json" });

async function sent(
  method: Method, url: string, body: string | FormData | null, more: Record<string, string>, patience_ms: number, signal?: AbortSignal,
): Promise<Response> {
  const patience = AbortSignal.timeout(patience_ms);
  try {
    return await fetch(url, {
      method,
      credentials: "same-origin",
      headers: { ...headers, Accept: "application/json", ...more },
      body,
      signal: signal ? AbortSignal.any([patience, signal]) : patience,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Refused(0, "unreachable", t("No connection. It will be tried again."));
  }
}

function refusal(status: number, told: unknown): Refused {
  const error = (told as { error?: { code?: string; message?: string; field?: string | null; facts?: Record<string, unknown> } } | null)?.error;
  return new Refused(status, error?.code ?? "unknown", error?.message ?? t("That did not work."), error?.field ?? null, error?.facts ?? {});
}
