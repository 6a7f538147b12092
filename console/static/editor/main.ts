/** The result beside the text, while one writes. Without this script a button shows it. */
import { inPlace } from "./files";

const form = document.querySelector<HTMLFormElement>("#editor");
const text = form?.querySelector<HTMLTextAreaElement>("textarea[name=body]");
const seen = document.getElementById("seen");
const csrf = form?.querySelector<HTMLInputElement>("[name=csrf_token]")?.value ?? "";
const PAUSE_MS = 300;
let pause: ReturnType<typeof setTimeout> | undefined;
let asking: AbortController | undefined;

async function show(): Promise<void> {
  if (!text || !seen || !form) return;
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(form.dataset.preview ?? "", {
      method: "POST", credentials: "same-origin", signal: asking.signal,
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrf, Accept: "application/json" },
      body: JSON.stringify({ body: text.value }),
    });
    if (!answer.ok) return unseen(((await answer.json()) as { error: { message: string } }).error.message);
    unseen("");
    const { html } = (await answer.json()) as { html: string };
    // The server's own rendering, sanitised there: scripts, styles and foreign pictures are gone.
    seen.innerHTML = html;
  } catch {
    // The line is cut: the next key asks again, and the button still works afterwards.
  }
}

/** Why the result is not that of what stands in the field. */
function unseen(why: string): void {
  const said = document.getElementById("unseen");
  if (said && said.textContent !== why) said.textContent = why;
}

text?.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(() => void show(), PAUSE_MS);
});

/** The result, and the original of a translation, stay beside what is being read or written. */
text?.addEventListener("scroll", () => {
  const far = text.scrollTop / Math.max(1, text.scrollHeight - text.clientHeight);
  for (const each of document.querySelectorAll<HTMLElement>(".cols > :is(.seen-as, .was)")) each.scrollTop = far * (each.scrollHeight - each.clientHeight);
});

/** What has changed in the original is in sight without looking for it. */
const original = document.getElementById("original");
const first = document.getElementById("change");
if (original && first) original.scrollTop = first.offsetTop - original.offsetTop - 24;

/** Kept as often as one likes: Ctrl S is where hands go for it. */
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "s") return;
  event.preventDefault();
  form?.requestSubmit(form.querySelector<HTMLButtonElement>("button[value=save]"));
});

inPlace(text ?? null);

/** Nobody loses an article by closing the wrong tab. */
let changed = false;
form?.addEventListener("input", () => (changed = true));
form?.addEventListener("submit", () => (changed = false));
window.addEventListener("beforeunload", (event) => changed && event.preventDefault());

/** What is marked in the result, or in the text, is what a remark is about. */
const about = document.querySelector<HTMLInputElement>("input[name=passage]");
const oneLine = (words: string) => words.split(/\s+/).filter(Boolean).join(" ").slice(0, 500);

document.addEventListener("selectionchange", () => {
  const marked = getSelection();
  if (!about || !marked || marked.isCollapsed || !seen?.contains(marked.anchorNode) || !seen.contains(marked.focusNode)) return;
  about.value = oneLine(marked.toString());
});
text?.addEventListener("select", () => {
  if (about && text.selectionEnd > text.selectionStart) about.value = oneLine(text.value.slice(text.selectionStart, text.selectionEnd));
});

/** A remark's passage, pressed, is marked in the result, and scrolled to. */
for (const quote of document.querySelectorAll<HTMLElement>("q[data-passage]")) {
  const key = document.createElement("button");
  key.type = "button";
  key.className = "btn plain quoted";
  quote.replaceWith(key);
  key.append(quote);
  key.addEventListener("click", () => mark(quote.textContent ?? ""));
}

function mark(passage: string): void {
  if (!seen) return;
  getSelection()?.removeAllRanges();
  seen.focus();
  const walker = document.createTreeWalker(seen, NodeFilter.SHOW_TEXT);
  const first = passage.slice(0, 24);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.textContent?.replace(/\s/g, " ").indexOf(first) ?? -1;
    if (at < 0) continue;
    const end = Math.min(at + passage.length, node.textContent?.length ?? 0);
    getSelection()?.setBaseAndExtent(node, at, node, end);
    node.parentElement?.scrollIntoView({ block: "center" });
    return;
  }
}
