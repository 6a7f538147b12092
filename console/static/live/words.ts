/** The interface speaks English in the source; the page brings its catalogue for other languages. */

type Facts = Readonly<Record<string, string | number | null | undefined>>;

const catalogue = new Map<string, string>();

/** Learn the catalogue embedded in the page: `{msgid: msgstr}`, empty for English. */
export function learn(words: Readonly<Record<string, string>>): void {
  catalogue.clear();
  for (const [msgid, msgstr] of Object.entries(words)) if (msgstr) catalogue.set(msgid, msgstr);
}

/** A text in English with its facts: the words in the reader's language, with the facts put in. */
export function t(msgid: string, facts: Facts = {}): string {
  const words = catalogue.get(msgid) ?? msgid;
  return words.replace(/\{(\w+)\}/g, (gap, name: string) => {
    const fact = facts[name];
    return fact === undefined || fact === null ? gap : String(fact);
  });
}

/** Both our languages know one and many. Both sentences stand whole, so a translator sees them. */
export function plural(count: number, one: string, many: string, facts: Facts = {}): string {
  return t(count === 1 ? one : many, { count, ...facts });
}
