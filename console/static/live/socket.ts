/** Every name of a socket event, once. Sockets push rows and carry typing; writes go over HTTP. */
import { io, type Socket } from "socket.io-client";
import type { Gone, Healed, Known, Pushed } from "./store/rows";

export interface Hears {
  /** After every connect: the server has already joined the rooms. */
  up: () => void;
  down: () => void;
  row: (pushed: Pushed) => void;
  gone: (gone: Gone) => void;
  typing: (contact: number, who: "visitor" | "agent") => void;
  build: (id: string) => void;
  /** The server does not accept these credentials: it is not tried again by itself. */
  refused?: (() => void) | undefined;
}

export interface Line {
  /** Says what is on screen; the answer is what is newer, missing or gone. */
  screen: (known: Known) => Promise<Healed>;
  typing: (contact: number) => void;
  /** The network came back: do not wait for the next attempt. */
  reconnect: () => void;
  /** Leaves and comes back with what `auth` holds by now. */
  again: () => void;
  close: () => void;
}

const ANSWER_MS = 5_000;

export function openSocket(namespace: "/" | "/visitor", auth: { csrf: string } | { token: string }, hears: Hears): Line {
  const socket: Socket = io(namespace, {
    path: "/socket.io",
    transports: ["websocket"],
    auth,
    reconnectionDelay: 300,
    reconnectionDelayMax: 3_000,
    timeout: 5_000,
  });
  socket.on("connect", hears.up);
  socket.on("disconnect", (why) => {
    hears.down();
    if (why === "io server disconnect") hears.refused?.(); // signed out elsewhere: it does not try again by itself
  });
  socket.on("row", hears.row);
  socket.on("gone", hears.gone);
  socket.on("typing", (told: { contact: number; who: "visitor" | "agent" }) => hears.typing(told.contact, told.who));
  socket.on("build", hears.build);
  socket.on("connect_error", () => void (socket.active || hears.refused?.()));
  return {
    screen: (known) => socket.timeout(ANSWER_MS).emitWithAck("screen", known) as Promise<Healed>,
    typing: (contact) => void socket.volatile.emit("typing", { contact }),
    reconnect: () => void (socket.connected || socket.connect()),
    again: () => void socket.disconnect().connect(),
    close: () => void socket.close(),
  };
}
