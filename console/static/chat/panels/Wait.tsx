/** How long people have waited here lately, half of them and nine of ten, and where one stands. A range, never a promise. */
import { span } from "../../live/format";
import { t } from "../../live/words";

const WIDTH = 264;
/** A label needs about this much of the line for itself. */
const ROOM = 34;

export interface Range {
  half: number;
  most: number | null;
  waited: number;
}

export function WaitLine({ half, most, waited }: Range) {
  const end = Math.max(most ?? 0, half, waited) * 1.25;
  const at = (seconds: number) => Math.round((seconds / end) * WIDTH);
  const marks = [at(half), ...(most ? [at(most)] : [])];
  const me = Math.max(5, Math.min(WIDTH - 5, at(waited)));
  const crowded = marks.some((mark) => Math.abs(mark - me) < ROOM);
  return (
    <svg class="wait" viewBox={`0 0 ${WIDTH} 34`} role="img" aria-label={inWords({ half, most, waited })}>
      <rect class="rest" x="0" y="6" width={WIDTH} height="4" />
      {most && <rect class="most" x="0" y="6" width={at(most)} height="4" />}
      <rect class="half" x="0" y="6" width={at(half)} height="4" />
      <circle class="me" cx={me} cy="8" r="5" />
      {!crowded && <text x={Math.max(14, me)} y="28" text-anchor="middle">{span(waited)}</text>}
      <text x={at(half)} y="28" text-anchor="middle">{roughly(half)}</text>
      {most && at(most) - at(half) > ROOM + 8 && <text x={at(most)} y="28" text-anchor="middle">{roughly(most)}</text>}
    </svg>
  );
}

function inWords({ half, most, waited }: Range): string {
  const facts = { half: roughly(half), most: roughly(most ?? 0), waited: span(waited) };
  return most ? t("Half wait less than {half}, nine of ten less than {most}; you have waited {waited}", facts) : t("Half wait less than {half}; you have waited {waited}", facts);
}

/** 40 s, 2 min, 2:30 min. */
export function roughly(seconds: number): string {
  if (seconds < 60) return t("{n} s", { n: seconds });
  return seconds % 60 ? t("{n} min", { n: span(seconds) }) : t("{n} min", { n: seconds / 60 });
}
