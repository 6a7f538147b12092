/** The result beside the text, while one writes. Without this script a button shows it. */
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
    if (!answer.ok) return;
    const { html } = (await answer.json()) as { html: string };
    // The server's own rendering, sanitised there: scripts, styles and foreign pictures are gone.
    seen.innerHTML = html;
  } catch {
    // The line is cut: the next key asks again, and the button still works afterwards.
  }
}

text?.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(() => void show(), PAUSE_MS);
});

/** Nobody loses an article by closing the wrong tab. */
let changed = false;
form?.addEventListener("input", () => (changed = true));
form?.addEventListener("submit", () => (changed = false));
window.addEventListener("beforeunload", (event) => changed && event.preventDefault());
