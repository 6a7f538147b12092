/** A list that does not move under the reader's eyes: what arrives meanwhile is held, and offered. */
import { useEffect, useRef, useState } from "preact/hooks";
import { heldLists } from "./held";

export interface Held<T> {
  shown: readonly T[];
  /** What waits to be let in, oldest first. */
  waiting: readonly T[];
  letIn: () => void;
}

export function useHeld<T extends { id: number }>(all: readonly T[], reading: () => boolean, subject: unknown): Held<T> {
  const [shown, setShown] = useState(all);
  const about = useRef(subject);
  const latest = useRef(all);
  latest.current = all;
  const letIn = () => setShown(latest.current);

  const known = new Set(shown.map((each) => each.id));
  const fresh = all.filter((each) => !known.has(each.id));
  const held = about.current === subject && fresh.length > 0 && reading();

  useEffect(() => {
    if (held) return heldLists.add(letIn);
    about.current = subject;
    if (shown !== all) setShown(all);
    return undefined;
  });

  if (!held) return { shown: all, waiting: [], letIn };
  // Facts that only changed change in place; only new lines wait.
  const now = new Map(all.map((each) => [each.id, each]));
  return { shown: shown.map((each) => now.get(each.id) ?? each), waiting: fresh, letIn };
}
