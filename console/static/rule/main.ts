/** Completes a condition while one writes it, and says under it what it means. Without this script the form below puts
 * conditions together, and saving says what they mean. */
import { complete, type Completion, type Field, type Option } from "./completing";
import { completeScript } from "./scripting";

const PAUSE_MS = 300;
const fields: Field[] = [...document.querySelectorAll<HTMLOptionElement>("#fields option")].map((each) => ({
  name: each.value, label: each.label, kind: (each.dataset.kind ?? "text") as Field["kind"],
}));

const gaps: Option[] = [...document.querySelectorAll<HTMLOptionElement>("#gaps option")].map((each) => ({ text: each.value, label: each.label }));

for (const text of document.querySelectorAll<HTMLTextAreaElement>("textarea[data-rule]")) attach(text, (said, caret) => complete(said, caret, fields));
for (const text of document.querySelectorAll<HTMLTextAreaElement>("textarea[data-script]")) attach(text, (said, caret) => completeScript(said, caret, gaps, fields));

function attach(text: HTMLTextAreaElement, completed: (said: string, caret: number) => Completion): void {
  const list = document.createElement("ul");
  list.id = `${text.name}-list`;
  list.className = "completing";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", text.dataset.rule ?? text.dataset.script ?? "");
  list.hidden = true;
  text.after(list);
  text.setAttribute("aria-autocomplete", "list");
  text.setAttribute("aria-haspopup", "listbox");
  text.setAttribute("aria-controls", list.id);
  let now: Completion = { from: 0, options: [] };
  let at = -1;

  function show(): void {
    now = completed(text.value, text.selectionStart);
    at = -1;
    list.replaceChildren(...now.options.map((option, index) => {
      const line = document.createElement("li");
      line.id = `${list.id}-${index}`;
      line.setAttribute("role", "option");
      const name = document.createElement("code");
      name.textContent = option.text;
      line.append(name, ` ${option.label}`);
      line.addEventListener("mousedown", (event) => (event.preventDefault(), take(index)));
      return line;
    }));
    mark();
    list.hidden = !now.options.length;
  }

  function mark(): void {
    [...list.children].forEach((line, index) => line.setAttribute("aria-selected", String(index === at)));
    if (at < 0) text.removeAttribute("aria-activedescendant");
    else text.setAttribute("aria-activedescendant", `${list.id}-${at}`);
  }

  function hide(): void {
    list.hidden = true;
    at = -1;
    mark();
  }

  function take(index: number): void {
    const option = now.options[index];
    if (!option) return;
    text.setRangeText(`${option.text}${now.closes ?? " "}`, now.from, text.selectionStart, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  text.addEventListener("input", show);
  text.addEventListener("blur", hide);
  text.addEventListener("keydown", (event) => {
    if (event.key === " " && event.ctrlKey) return event.preventDefault(), show();
    if (list.hidden || event.altKey || event.metaKey || event.ctrlKey) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step) at = (at + step + now.options.length + (at < 0 && step < 0 ? 1 : 0)) % now.options.length;
    else if (event.key === "Enter" && at >= 0) take(at);
    else if (event.key === "Escape") hide();
    else return; // Tab goes on to the next field, as everywhere
    event.preventDefault();
    mark();
  });
  echo(text);
}

/** What it means, in plain words, from the one place that knows: the server. */
function echo(text: HTMLTextAreaElement): void {
  const said = document.getElementById(text.dataset.echo ?? "");
  const form = text.form;
  if (!said || !form) return;
  let pause: ReturnType<typeof setTimeout> | undefined;
  text.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => void ask(), PAUSE_MS);
  });

  async function ask(): Promise<void> {
    const sent = new FormData(form ?? undefined);
    const answer = await fetch("/offers/echo", {
      method: "POST", credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": String(sent.get("csrf_token") ?? ""), Accept: "application/json" },
      body: JSON.stringify({ rule: text.value, category: String(sent.get("category") ?? "") }),
    }).catch(() => null);
    if (!answer?.ok || !said) return;
    const { words, error } = (await answer.json()) as { words: string; error: string };
    // Half a word is no mistake yet: what is wrong is said once nothing is left to complete.
    const writing = document.getElementById(`${text.name}-list`)?.hidden === false;
    said.textContent = error ? (writing ? "" : error) : words;
    said.classList.toggle("err", Boolean(error) && !writing);
  }
}
