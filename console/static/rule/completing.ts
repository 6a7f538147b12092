/** What may stand at the caret of a condition: a field, then a sign, a value, and what joins it to the next. */
export interface Field {
  name: string;
  label: string;
  kind: "number" | "truth" | "text" | "texts" | "date";
}
export interface Option {
  text: string;
  label: string;
}
export interface Completion {
  /** From here to the caret is replaced. */
  from: number;
  options: Option[];
  /** What is written after the one taken: a space unless said. */
  closes?: string;
}

const WORD = /[\p{L}\p{N}_]*$/u;
const SIGN = /[=!<>]*$/;
const SIGNS: Record<Field["kind"], string[]> = {
  number: [">=", "<=", "=", "!=", ">", "<"], date: [">=", "<=", "=", ">", "<"], text: ["=", "!="], truth: ["= true", "= false"], texts: [],
};
const MOST = 8;

export function complete(text: string, caret: number, fields: readonly Field[]): Completion {
  const before = text.slice(0, caret);
  if (quoted(before)) return { from: caret, options: [] };
  const word = WORD.exec(before)?.[0] ?? "";
  const sign = SIGN.exec(before)?.[0] ?? "";
  const from = caret - word.length;
  const left = before.slice(0, from - (word ? 0 : sign.length)).trimEnd();
  const field = fields.find((each) => each.name === (/[\p{L}\p{N}_]+$/u.exec(left)?.[0] ?? ""));
  if (field && !word) {
    const signs = SIGNS[field.kind].filter((each) => each.startsWith(sign) && each !== sign);
    return { from: caret - sign.length, options: signs.map((each) => ({ text: each, label: "" })) };
  }
  if (/([\p{L}\p{N}_]|")$/u.test(left) && !field && !/\b(and|or|not|in)$/.test(left) && !/[=<>(]$/.test(left)) return { from, options: starting(["and", "or"], word) };
  if (/[=<>]$/.test(left)) return { from, options: [] };
  return { from, options: named(fields, word) };
}

/** Inside of quotes stands the customer's world, not ours. */
function quoted(before: string): boolean {
  return (before.match(/"/g)?.length ?? 0) % 2 === 1;
}

function starting(words: string[], word: string): Option[] {
  return words.filter((each) => each.startsWith(word) && each !== word).map((each) => ({ text: each, label: "" }));
}

/** By its name, or by a word of what it means. */
export function named(fields: readonly Pick<Field, "name" | "label">[], word: string): Option[] {
  const asked = plain(word);
  const fits = fields.filter((each) => each.name !== word && (plain(each.name).startsWith(asked) || plain(each.label).split(/\s+/).some((one) => one.startsWith(asked))));
  return fits.slice(0, MOST).map((each) => ({ text: each.name, label: each.label }));
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
