/** The one place where HTML comes in as HTML: an article, which the server rendered from Markdown
 * and sanitised with an allow-list. Nothing a customer or a source wrote ever comes this way. */
export function Html({ html }: { html: string }) {
  return <div class="prose" dangerouslySetInnerHTML={{ __html: html }} />;
}
