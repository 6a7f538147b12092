/** Sends what the outbox holds, one message at a time and in order, until the server has acknowledged each. */
import { Refused } from "../live/http";
import { acknowledge, next, refuse, reread, type Unsent } from "./store/outbox";

export interface Sending {
  /** Begins a conversation with this message; from then on `talking` is true. */
  begin: (first: Unsent) => Promise<void>;
  say: (message: Unsent) => Promise<void>;
  talking: () => boolean;
  ended: () => boolean;
  /** The server does not know our key: another tab's is taken over, or the conversation is forgotten. */
  forgotten: () => void;
  /** The server says the conversation is over, before its row did. */
  over: () => void;
  /** One tab at a time: two beginning the same conversation would lock each other out. */
  alone: (work: () => Promise<void>) => Promise<void>;
  later: (work: () => void, seconds: number) => void;
  /** Whether the last attempt reached the server. */
  reached: (yes: boolean) => void;
}

const PAUSES = [1, 2, 4, 8, 15];

export function sender(by: Sending): () => Promise<void> {
  let busy = false;
  let failures = 0;

  async function send(): Promise<void> {
    if (busy || !next() || by.ended()) return;
    busy = true;
    try {
      await by.alone(everything);
      failures = 0;
      by.reached(true);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      by.reached(false);
      by.later(() => void send(), PAUSES[Math.min(failures++, PAUSES.length - 1)]!);
    } finally {
      busy = false;
    }
    if (failures === 0) await send(); // what was written meanwhile
  }

  async function everything(): Promise<void> {
    reread();
    for (let message = next(); message && !by.ended(); message = next()) await deliver(message);
  }

  async function deliver(message: Unsent): Promise<void> {
    const known = by.talking();
    try {
      await (known ? by.say(message) : by.begin(message));
      acknowledge(message.client_id);
    } catch (error) {
      if (!(error instanceof Refused) || error.passing) throw error;
      if (known && (error.status === 404 || error.status === 401)) by.forgotten();
      else if (error.code === "chat_ended") by.over();
      else refuse(message.client_id, error.message);
    }
  }

  return send;
}
