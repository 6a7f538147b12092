/** Panels that nobody needs in the first ten seconds. Each is a file of its own, fetched once the page
 * stands still, so that it is there when wanted and also when the line is cut.
 *
 *     const Timeline = later(() => import("./Timeline").then((it) => it.Timeline));
 */
import { signal } from "@preact/signals";
import type { ComponentChild } from "preact";
import { t } from "../live/words";

type Panel<Props> = (props: Props) => ComponentChild;

const waiting: (() => Promise<void>)[] = [];

export function later<Props extends object>(load: () => Promise<Panel<Props>>): (props: Props) => ComponentChild {
  const arrived = signal<Panel<Props> | "coming" | "failed" | null>(null);
  const fetched = async () => {
    if (typeof arrived.peek() === "function" || arrived.peek() === "coming") return;
    arrived.value = "coming";
    try {
      // A component is a function itself, and a signal takes what it is given as it is.
      arrived.value = await load();
    } catch {
      arrived.value = "failed";
    }
  };
  waiting.push(fetched);
  return function Later(props: Props) {
    const Panel = arrived.value;
    if (typeof Panel === "function") return <Panel {...props} />;
    if (Panel === null) queueMicrotask(() => void fetched());
    if (Panel !== "failed") return <p class="coming" aria-busy="true" />;
    return (
      <p class="coming" role="alert">
        {t("This part could not be fetched.")} <button type="button" class="btn" onClick={() => void fetched()}>{t("Try again")}</button>
      </p>
    );
  };
}

/** Fetches what is still out, one after the other: never in the way of a ringing call. */
export async function fetchTheRest(): Promise<void> {
  for (const each of waiting) await each();
}

/** Calls back when the browser has nothing better to do. Safari has no such call, so it waits a moment. */
export function whenStill(then: () => void): void {
  if ("requestIdleCallback" in window) window.requestIdleCallback(then, { timeout: 5_000 });
  else setTimeout(then, 1_500);
}
