/** The page around the widget: it opens and closes the panel and shows how many messages are unread.
 * It is told a number and whether somebody is talking, never a word of the conversation. */
import { effect } from "@preact/signals";
import { open, talking, unread } from "./store/conversation";

export const framed = window.parent !== window;

function tell(what: Record<string, unknown>): void {
  if (framed) window.parent.postMessage({ agentConsole: what }, "*");
}

export function closePanel(): void {
  tell({ close: true });
}

/** `opened` runs whenever the panel is shown. */
export function listenToHost(opened: () => void): void {
  open.value = !framed;
  window.addEventListener("message", (event: MessageEvent<{ agentConsole?: { open?: boolean } } | null>) => {
    const told = event.source === window.parent ? event.data?.agentConsole?.open : undefined;
    if (typeof told !== "boolean") return;
    open.value = told;
    if (told) opened();
  });
  window.addEventListener("keydown", (event) => event.key === "Escape" && !event.isComposing && closePanel());
  effect(() => tell({ unread: unread.value, talking: talking.value }));
}
