/** The one place where HTML comes in as HTML: an article, which the server rendered from Markdown
 * and sanitised with an allow-list. Nothing a customer or a source wrote ever comes this way. */
export function Html({ html }: { html: string }) {
  return <div class="prose" onClick={followBeside} dangerouslySetInnerHTML={{ __html: html }} />;
}

/** A link opens beside: the page that shows the article has a conversation on it. */
function followBeside(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link?.href) return;
  event.preventDefault();
  window.open(link.href, "_blank", "noopener,noreferrer");
}
