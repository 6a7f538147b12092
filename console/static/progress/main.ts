/** The page of a large import looks again by itself while the worker is at it; what has the focus keeps it. */
const EVERY_MS = 2_000;
const LIVE = "[data-live]";

async function look(): Promise<void> {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok) return again(); // the link is still there
  const now = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!now.querySelector("progress")) return location.reload();
  const fresh = now.querySelectorAll(LIVE);
  document.querySelectorAll(LIVE).forEach((part, place) => fresh[place] && part.replaceWith(fresh[place]));
  again();
}

function again(): void {
  setTimeout(() => void look(), EVERY_MS);
}

again();
