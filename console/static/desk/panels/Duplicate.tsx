/** Two profiles side by side in after-call work. Equal values stand once in each; different ones have a mark. */
import { useEffect } from "preact/hooks";
import { row } from "../../live/store/rows";
import type { ContactRow, DuplicateLine, DuplicateSide } from "../../live/wire";
import { languageName, list } from "../../live/format";
import { t } from "../../live/words";
import { Key } from "../../parts/Keys";
import { compare, fold, judge, type Verdict } from "../comparing";
import { comparing, leftFor } from "../store/compare";
import { keymap } from "../store/keys";

const FIRST_ID = "verdict";
const LABELS: Record<DuplicateLine["field"], () => string> = {
  name: () => t("Name"), birth_date: () => t("Born"), document: () => t("Document"), phone: () => t("Phone"), email: () => t("E-mail"),
  address: () => t("Address"), card: () => t("Card"), language: () => t("Language"), store: () => t("Store"), permissions: () => t("Permissions"),
};
const PERMISSIONS: Record<string, () => string> = {
  offers: () => t("phone yes"), no_offers: () => t("phone no"), profiling: () => t("profile yes"), no_profiling: () => t("profile no"),
};
const VERDICTS: [Verdict, string, () => string][] = [
  ["same", "1", () => t("The same person")], ["two", "2", () => t("They are two")], ["later", "3", () => t("Don't know")],
];

/** In the column: that there is a doubt, and the key that opens it. */
export function DoubtBox({ contact }: { contact: ContactRow }) {
  const percent = row("customer", contact.customer)?.duplicate;
  if (percent == null || leftFor.value.has(contact.id)) return null;
  return (
    <section aria-label={t("Possible duplicate")}>
      <h2>{t("Possible duplicate, {percent} %", { percent })}</h2>
      <p><button type="button" class="btn" onClick={() => void compare()}>{t("Look at both")} <Key chord={keymap.value.duplicate} /></button></p>
    </section>
  );
}

export function Duplicate() {
  const open = comparing.value;
  useEffect(() => document.getElementById(FIRST_ID)?.focus(), [open?.sheet.link]);
  if (!open) return null;
  const { one, other, lines, percent } = open.sheet;
  const pressed = (event: KeyboardEvent) => {
    const verdict = VERDICTS.find(([, key]) => key === event.key)?.[0];
    if (event.altKey || event.ctrlKey || event.metaKey || (!verdict && event.key !== "Escape")) return;
    event.preventDefault();
    event.stopPropagation();
    if (verdict) void judge(verdict);
    else fold();
  };
  return (
    <section class="compare" aria-labelledby="cmp-h" onKeyDown={pressed}>
      <div class="pair"><h2 id="cmp-h">{t("Is it the same person?")}</h2><span class="quiet small">{t("Possible duplicate, {percent} %", { percent })}</span></div>
      <table class="cmp">
        <caption class="vh">{t("Two profiles compared")}</caption>
        <colgroup><col class="l" /><col /><col class="m" /><col /></colgroup>
        <thead><tr><td /><Side side={one} /><td /><Side side={other} /></tr></thead>
        <tbody>{lines.map((line) => <Line key={line.field} line={line} />)}</tbody>
      </table>
      <p class="jot-line verdict">
        {VERDICTS.map(([verdict, key, words], index) => (
          <button key={verdict} type="button" class="btn" id={index === 0 ? FIRST_ID : undefined} onClick={() => void judge(verdict)}>{words()} <Key chord={key} /></button>
        ))}
        <button type="button" class="link" onClick={fold}>{t("Fold")}<Key chord="Escape" /></button>
        <span class="small quiet">{t("Dotted line: what would stay if they were joined")}</span>
      </p>
    </section>
  );
}

function Side({ side }: { side: DuplicateSide }) {
  return (
    <th scope="col" class="v">
      <b>{side.name || t("No name")}</b>
      <p>{side.here ? t("this contact") : ""}{side.here && side.sources.length ? ", " : ""}{side.sources.length ? list(side.sources) : side.here ? "" : t("only here")}</p>
    </th>
  );
}

function Line({ line }: { line: DuplicateLine }) {
  return (
    <tr class={line.equal === false ? "ne" : undefined}>
      <th scope="row">{LABELS[line.field]()}</th>
      <td class="v"><Values line={line} values={line.one} stays={line.stays === 1} /></td>
      <td class="sign">
        {line.equal === null ? <span class="vh">{t("not known of both")}</span> : <><span aria-hidden="true">{line.equal ? "=" : "≠"}</span><span class="vh">{line.equal ? t("equal") : t("different")}</span></>}
      </td>
      <td class="v"><Values line={line} values={line.other} stays={line.stays === 2} /></td>
    </tr>
  );
}

function Values({ line, values, stays }: { line: DuplicateLine; values: string[]; stays: boolean }) {
  const said = (value: string) => {
    if (line.field === "permissions") return PERMISSIONS[value]?.() ?? value;
    if (line.field === "language") return languageName(value);
    return line.field === "birth_date" ? value.split("-").reverse().join("/") : value;
  };
  return (
    <>
      {values.map((value, index) => (index === 0 ? <span key={value} class={stays ? "keep" : undefined}>{said(value)}</span> : <small key={value}>{said(value)}</small>))}
    </>
  );
}
