/** Files are attached and removed without leaving the text one is writing. Without this script the page is sent and comes again. */

export function inPlace(text: HTMLTextAreaElement | null): void {
  const files = document.getElementById("files");
  if (!files) return;
  files.addEventListener("submit", (event) => {
    const sent = event.target;
    if (!(sent instanceof HTMLFormElement)) return;
    event.preventDefault();
    void send(files, sent, text);
  });
  offer(files, text);
}

async function send(files: HTMLElement, sent: HTMLFormElement, text: HTMLTextAreaElement | null): Promise<void> {
  try {
    // A refusal is the same page too, with its reason beside the field.
    const answer = await fetch(sent.action, { method: "POST", body: new FormData(sent), credentials: "same-origin", headers: { Accept: "text/html" } });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("files");
    if (!fresh) return sent.submit();
    files.replaceChildren(...fresh.childNodes);
    offer(files, text);
    files.querySelector<HTMLElement>("[autofocus], input[type=file]")?.focus();
  } catch {
    sent.submit(); // the browser says what is wrong with the line
  }
}

/** A picture goes where one was writing. */
function offer(files: HTMLElement, text: HTMLTextAreaElement | null): void {
  for (const key of files.querySelectorAll<HTMLButtonElement>("button[data-insert]")) {
    key.hidden = !text;
    key.addEventListener("click", () => {
      if (!text) return;
      text.focus();
      text.setRangeText(key.dataset.insert ?? "", text.selectionStart, text.selectionEnd, "end");
      text.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
}
