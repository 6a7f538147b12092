/** A key as it is printed on a keyboard: the browser of a Spaniard says Intro, not Enter. */
import { t } from "../live/words";

const NAMES: Record<string, () => string> = {
  Enter: () => t("Enter"), Shift: () => t("Shift"), Escape: () => t("Esc"), Tab: () => t("Tab"), Backspace: () => t("Backspace"),
};

export function keyName(chord: string): string {
  return chord.split(" ").map((part) => NAMES[part]?.() ?? part).join(" ");
}

export function Key({ chord }: { chord: string }) {
  return <kbd>{keyName(chord)}</kbd>;
}
