/** The line on which a code is sent and told: open for which contact, and where one may go. */
import { signal } from "@preact/signals";
import type { CodeWay } from "../../live/api";

export interface CodeLine {
  contact: number;
  /** Null while they are asked for. */
  ways: CodeWay[] | null;
}

export const codeLine = signal<CodeLine | null>(null);
