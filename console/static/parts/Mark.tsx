/** Found text in pieces, the matching ones under the highlighter. Pieces, never HTML. */
export function Marked({ pieces }: { pieces: readonly (readonly [string, boolean])[] }) {
  return <>{pieces.map(([text, hit], index) => (hit ? <mark key={index}>{text}</mark> : text))}</>;
}

/** The part of a word that was typed, wherever it stands; without accents on either side. */
export function Typed({ text, typed, fold }: { text: string; typed: string; fold: (text: string) => string }) {
  const at = typed ? fold(text).indexOf(fold(typed)) : -1;
  if (at < 0 || fold(text).length !== text.length) return <>{text}</>;
  const end = at + typed.length;
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, end)}</mark>
      {text.slice(end)}
    </>
  );
}
