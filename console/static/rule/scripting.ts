/** What may stand at the caret of a script's text: what a gap says, what a condition speaks of, which step comes next. */
import { complete, named, type Completion, type Field, type Option } from "./completing";

const GAP = /\{([\p{L}\p{N}_]*)$/u;
const TO = /\|\s*to\s+([\p{L}\p{N}_]*)$/u;
const STEPS = /^==\s*([\p{L}\p{N}_]+)\s*\|([^|\n]*)/gmu;
const ASKED = /^\+\+\s*([\p{L}\p{N}_]+)\s*\|([^|\n]*)\|[^|\n]*\|\s*([a-z]+)([^\n]*)/gmu;
const KINDS: Record<string, Field["kind"]> = { number: "number", date: "date", truth: "truth" };

/** `gaps`: what we may say of the customer and the offer; `fields`: what a condition may speak of. */
export function completeScript(text: string, caret: number, gaps: readonly Option[], fields: readonly Field[]): Completion {
  const start = text.lastIndexOf("\n", caret - 1) + 1;
  const line = text.slice(start, caret);
  const asked = askedIn(text);
  if (line.startsWith("??")) {
    const found = complete(line.slice(2), line.length - 2, [...asked, ...fields]);
    return { ...found, from: found.from + start + 2 };
  }
  const gap = /^(es|en):/.test(line) ? GAP.exec(line)?.[1] : undefined;
  if (gap !== undefined) {
    const known = [...gaps.map((each) => ({ name: each.text, label: each.label })), ...asked];
    return { from: caret - gap.length, options: named(known, gap), closes: "}" };
  }
  const to = line.startsWith("->") ? TO.exec(line)?.[1] : undefined;
  if (to !== undefined) return { from: caret - to.length, options: named(stepsIn(text), to), closes: "" };
  return { from: caret, options: [] };
}

/** What the script's own forms ask, but for what is sensitive: that may not be spoken of. */
function askedIn(text: string): Field[] {
  return [...text.matchAll(ASKED)]
    .filter((found) => !/\bsensitive\b/.test(found[4] ?? ""))
    .map((found) => ({ name: found[1] ?? "", label: (found[2] ?? "").trim(), kind: KINDS[found[3] ?? ""] ?? "text" }));
}

function stepsIn(text: string): { name: string; label: string }[] {
  return [...text.matchAll(STEPS)].map((found) => ({ name: found[1] ?? "", label: (found[2] ?? "").trim() }));
}
