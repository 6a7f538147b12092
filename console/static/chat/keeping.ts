/** What outlives a reload: the key, unsent messages, the draft, the name. Where a browser keeps nothing for
 * frames on foreign pages, it lasts as long as the page. */
import { effect, type Signal } from "@preact/signals";
import { draft, name, notNow, seen, token } from "./store/conversation";
import { keepOn, reread, type Unsent } from "./store/outbox";

const PREFIX = "agent-console chat ";
const meanwhile = new Map<string, string>();

function read(what: string): string | null {
  try {
    return localStorage.getItem(PREFIX + what);
  } catch {
    return meanwhile.get(what) ?? null;
  }
}

function write(what: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(PREFIX + what);
    else localStorage.setItem(PREFIX + what, text);
  } catch {
    if (text === null) meanwhile.delete(what);
    else meanwhile.set(what, text);
  }
}

function readUnsent(): Unsent[] {
  try {
    const all: unknown = JSON.parse(read("outbox") ?? "[]");
    return Array.isArray(all) ? (all as Unsent[]) : [];
  } catch {
    return []; // somebody else's text under our name
  }
}

/** The key as the newest tab left it. */
export const keptToken = () => read("token");

export function keepEverything(tokenChanged: () => void): void {
  keepOn({ read: readUnsent, write: (all) => write("outbox", all.length ? JSON.stringify(all) : null) });
  keep(token, "token");
  keep(draft, "draft");
  keep(name, "name");
  seen.value = Number(read("seen") ?? 0) || 0;
  effect(() => write("seen", String(seen.value)));
  notNow.value = Number(read("not now") ?? 0) || 0;
  effect(() => write("not now", notNow.value ? String(notNow.value) : null));
  window.addEventListener("storage", (event) => {
    if (event.key === `${PREFIX}outbox`) reread();
    if (event.key === `${PREFIX}token`) tokenChanged();
  });
}

function keep(what: Signal<string> | Signal<string | null>, as: string): void {
  what.value = read(as) ?? what.peek() ?? "";
  if (as === "token" && !what.value) (what as Signal<string | null>).value = null;
  effect(() => write(as, what.value || null));
}
