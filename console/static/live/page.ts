/** What the server put into the page: read once, at start. */
import { speakLike } from "./format";
import { learn } from "./words";
import type { Snapshot } from "./wire";

export interface Settings {
  language: string;
  csrf: string;
  company: string;
  timezone: string;
  surface: "desk" | "wallboard" | "chat";
  /** Keys this agent has changed: the desk's only. */
  keys?: Record<string, string>;
  /** Whether e-mail can be sent, and whether anybody is at work: the chat's only. */
  by_mail?: boolean;
  staffed?: boolean;
  /** Plain pages that are there for this agent: the desk's only. */
  pages?: { name: string; path: string; label: string }[];
}

export interface Page {
  snapshot: Snapshot | null;
  settings: Settings;
}

function embedded<T>(id: string): T | null {
  const text = document.getElementById(id)?.textContent;
  return text ? (JSON.parse(text) as T) : null;
}

/** Reads `#snapshot`, `#words` and `#settings`, and teaches the page its language. */
export function openPage(): Page {
  const settings = embedded<Settings>("settings");
  if (!settings) throw new Error("The page has no #settings.");
  learn(embedded<Record<string, string>>("words") ?? {});
  speakLike(settings);
  return { settings, snapshot: embedded<Snapshot>("snapshot") };
}
