/** Keeps the store equal to the server: a snapshot after every connect, a heartbeat, a fresh build. */
import { openSocket, type Line } from "./socket";
import { confirm, connected } from "./store/connection";
import { setServerTime } from "./store/clock";
import { heal, known, lose, merge, receive } from "./store/rows";
import type { Snapshot } from "./wire";

const HEARTBEAT_MS = 10_000;

export interface Syncing {
  namespace: "/" | "/visitor";
  auth: { csrf: string } | { token: string };
  snapshot: () => Promise<Snapshot>;
  /** The build this page came from; the first one the server names when null. */
  build: string | null;
  /** A newer build is out: reload once nothing would be lost. */
  stale: () => void;
  typing?: (contact: number, who: "visitor" | "agent") => void;
  /** After each successful heal: the time to send again what could not be sent. */
  healed?: () => void;
  /** The server does not accept these credentials any more. */
  refused?: () => void;
}

export function keepInSync(by: Syncing): Line {
  let build = by.build;
  const line = openSocket(by.namespace, by.auth, {
    up: () => void caughtUp(),
    down: () => void (connected.value = false),
    row: (pushed) => void receive(pushed.kind, pushed.row as never),
    gone: ({ kind, key }) => void lose(kind, key),
    typing: (contact, who) => by.typing?.(contact, who),
    build: (id) => (build === null ? (build = id) : build !== id && by.stale()),
    refused: by.refused,
  });

  async function caughtUp(): Promise<void> {
    connected.value = true;
    try {
      const snapshot = await by.snapshot();
      setServerTime(snapshot.now);
      merge(snapshot);
    } catch {
      // The heartbeat asks for whatever the snapshot would have brought.
    }
    await beat();
  }

  async function beat(): Promise<void> {
    if (!connected.value) return;
    const told = known();
    try {
      heal(await line.screen(told), told);
      confirm();
      by.healed?.();
    } catch {
      // No answer: the age beside the connection says so, and the next beat tries again.
    }
  }

  setInterval(() => void beat(), HEARTBEAT_MS);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void beat());
  window.addEventListener("online", () => (connected.value ? void beat() : line.reconnect()));
  return line;
}
