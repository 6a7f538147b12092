/** The one line a shop adds to its pages:
 *
 *   <script src="https://console.example/chat/loader.js" async></script>
 *
 * It draws a button and, above it, the frame the conversation lives in. `data-language` (es, en) and
 * `data-theme` (light, dark) are optional; otherwise the browser decides, and a page that is never dark gets
 * nothing dark. Everything stands in a shadow
 * root and is styled through the CSSOM, so neither the shop's styles nor its policy reach it; a policy must
 * only allow the script and the frame from our origin. */
import { style } from "./loader-style";
import { wordsFor } from "./loader-words";

const SHAPES = {
  chat: "M2.5 3.5h11v7.5H7.5L4.5 13.5V11h-2Z",
  down: "m3.5 6 4.5 4.5L12.5 6",
};
const OPEN = "agent-console chat open";
const TALKING = "agent-console chat talking";

const script = document.currentScript as HTMLScriptElement | null;

if (script && !document.querySelector("agent-console-chat")) {
  if (document.body) load(new URL(script.src), script.dataset);
  else document.addEventListener("DOMContentLoaded", () => load(new URL(script.src), script.dataset));
}

interface Asked {
  language: string | undefined;
  theme: string | undefined;
}

function load(from: URL, data: DOMStringMap): void {
  const asked = { language: data.language, theme: data.theme ?? (canBeDark() ? undefined : "light") };
  const words = wordsFor(asked.language);
  const host = document.createElement("agent-console-chat");
  const root = host.attachShadow({ mode: "open" });
  dress(root, asked.theme);
  const { button, label, badge, panel } = draw(root);
  let frame: HTMLIFrameElement | null = null;
  let unread = 0;
  let open = false;
  let loaded = false;

  /** The frame is loaded at the first opening, or at once when a conversation is going on. */
  function theFrame(): HTMLIFrameElement {
    if (frame) return frame;
    frame = document.createElement("iframe");
    frame.title = words.title;
    frame.src = address(from, asked);
    frame.addEventListener("load", () => ((loaded = true), tell()));
    panel.append(frame);
    return frame;
  }

  function tell(): void {
    if (loaded) frame?.contentWindow?.postMessage({ agentConsole: { open } }, from.origin);
  }

  function show(yes: boolean): void {
    open = yes;
    panel.hidden = !yes;
    host.classList.toggle("open", yes);
    remember(() => sessionStorage, OPEN, yes);
    if (yes) theFrame();
    paint();
    tell();
  }

  function paint(): void {
    button.setAttribute("aria-expanded", String(open));
    label.textContent = open ? words.hide : words.help;
    badge.hidden = open || unread === 0;
    badge.textContent = String(unread);
    if (open || !unread) button.removeAttribute("aria-label");
    else button.setAttribute("aria-label", `${words.help}, ${words.unread(unread)}`);
  }

  window.addEventListener("message", (event: MessageEvent<{ agentConsole?: Told } | null>) => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== from.origin) return;
    const told = event.data?.agentConsole;
    if (told?.close) {
      show(false);
      button.focus();
    }
    if (typeof told?.unread === "number") unread = told.unread;
    if (typeof told?.talking === "boolean") remember(() => localStorage, TALKING, told.talking);
    paint();
  });
  button.addEventListener("click", () => {
    show(!open);
    if (open) frame?.focus();
  });
  document.body.append(host);
  if (remembered(() => sessionStorage, OPEN)) show(true);
  else if (remembered(() => localStorage, TALKING)) theFrame();
  paint();
}

function canBeDark(): boolean {
  return getComputedStyle(document.documentElement).colorScheme.includes("dark");
}

interface Told {
  close?: boolean;
  unread?: number;
  talking?: boolean;
}

function address(from: URL, asked: Asked): string {
  const page = new URL("widget", from);
  if (asked.language) page.searchParams.set("language", asked.language);
  if (asked.theme) page.searchParams.set("theme", asked.theme);
  page.searchParams.set("page", location.pathname); // a campaign's page is known by it; any other is forgotten
  return page.href;
}

function dress(root: ShadowRoot, theme: string | undefined): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style(theme));
  root.adoptedStyleSheets = [sheet];
}

function draw(root: ShadowRoot) {
  const panel = document.createElement("div");
  panel.id = "panel";
  panel.hidden = true;
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-controls", "panel");
  const label = document.createElement("span");
  const badge = document.createElement("span");
  badge.className = "new";
  button.append(drawing("chat"), drawing("down"), label, badge);
  root.append(panel, button);
  return { button, label, badge, panel };
}

function drawing(name: keyof typeof SHAPES): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add(name);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

/** A shop's visitor may have forbidden storage: then the next page starts closed, nothing more. */
function remember(place: () => Storage, what: string, yes: boolean): void {
  try {
    if (yes) place().setItem(what, "1");
    else place().removeItem(what);
  } catch {
    // Nothing kept, nothing lost.
  }
}

function remembered(place: () => Storage, what: string): boolean {
  try {
    return place().getItem(what) === "1";
  } catch {
    return false;
  }
}
