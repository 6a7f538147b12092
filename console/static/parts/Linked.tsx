/** What a person wrote, with its web addresses as links, those of our articles as cards; everything else stays text. */
import type { ArticleSent } from "../live/wire";
import { Icon } from "./icons";

const ADDRESS = /https?:\/\/[^\s<>"“”«»]+/g;
const AFTER = /[.,;:!?)\]'…]+$/; // of the sentence around it

interface Piece {
  text: string;
  address: string | null;
}

/** Each text and each address in it, in order. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = match[0].replace(AFTER, "");
    if (!URL.canParse(address)) continue;
    if (match.index > at) found.push({ text: text.slice(at, match.index), address: null });
    found.push({ text: address, address });
    at = match.index + address.length;
  }
  if (at < text.length) found.push({ text: text.slice(at), address: null });
  return found;
}

/** An article of our own, by its address: which, and in which version it was sent. */
export function articleAt(address: string, origin: string): { article: number; version: number | null } | null {
  const url = new URL(address);
  const article = url.origin === origin ? /^\/help\/(\d{1,9})$/.exec(url.pathname)?.[1] : undefined;
  const version = Number(url.searchParams.get("v"));
  return article ? { article: Number(article), version: Number.isInteger(version) && version > 0 ? version : null } : null;
}

interface Told {
  text: string;
  /** Of the links in it, those that lead to what visitors may read today. */
  articles?: readonly ArticleSent[];
  /** Opens one of our own articles here; anything else opens beside. */
  follow: (to: { article: number; version: number | null }) => void;
  /** None but our own are links, where somebody unknown wrote it. */
  only?: boolean;
  /** What a card says beside its title; else the article's first sentence. */
  beside?: (article: number) => string | null;
}

export function Linked({ text, articles = [], follow, only, beside }: Told) {
  return (
    <>
      {pieces(text).map(({ text, address }) => {
        const ours = address && articleAt(address, location.origin);
        if (!address || (only && !ours)) return text;
        const card = ours ? articles.find((each) => each.article === ours.article) : undefined;
        return (
          <a class={card && "sent"} lang={card?.language} href={address} target="_blank" rel="noopener noreferrer" onClick={(event) => ours && !event.ctrlKey && !event.metaKey && (event.preventDefault(), follow(ours))}>
            {card ? <><Icon name="doc" /><span><b>{card.title}</b><small>{beside?.(card.article) ?? card.opening}</small></span></> : text}
          </a>
        );
      })}
    </>
  );
}
