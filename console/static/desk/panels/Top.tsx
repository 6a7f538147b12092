/** Name, the one search, how true the screen is, and my state. */
import { ago } from "../../live/format";
import { age, freshness } from "../../live/store/connection";
import { t } from "../../live/words";
import { Icon } from "../../parts/icons";
import { Key } from "../../parts/Keys";
import { putChosen, putChosenLink } from "../quoting";
import { openChosen, searchTyped } from "../searching";
import { company } from "../store/desk";
import { keymap } from "../store/keys";
import * as search from "../store/search";
import { Me } from "./Me";

export function Top() {
  return (
    <header class="top" data-region tabIndex={-1}>
      <span class="mark-name">
        <Icon name="mark" />
        {company.value}
      </span>
      <Find />
      <div class="top-end">
        <LinkState />
        <Me />
      </div>
    </header>
  );
}

export const FIND_ID = "q";

function Find() {
  const shown = search.results.value.length > 0 && !search.article.value;
  return (
    <search class="find">
      <Icon name="search" />
      <label class="vh" for={FIND_ID}>{t("Search articles, people and orders")}</label>
      <input
        id={FIND_ID} type="text" enterkeyhint="search" autocomplete="off" role="combobox" aria-autocomplete="list"
        aria-expanded={shown} aria-controls={shown ? "hits" : undefined}
        aria-activedescendant={shown ? `hit-${search.selected.value}` : undefined}
        value={search.typed.value} placeholder={t("Search articles, people, orders")}
        onInput={(event) => searchTyped(event.currentTarget.value)} onKeyDown={steer}
        onFocus={() => { search.looking.value = true; search.selected.value = 0; }} onBlur={() => (search.looking.value = false)}
      />
      <Key chord={keymap.value.search} />
    </search>
  );
}

/** The list is steered from the field, so the words stay editable while one chooses. */
function steer(event: KeyboardEvent): void {
  if (event.key === "ArrowDown") search.move(1);
  else if (event.key === "ArrowUp") search.move(-1);
  else if (event.key === "Enter" && event.ctrlKey && event.shiftKey) void putChosenLink();
  else if (event.key === "Enter" && event.ctrlKey) void putChosen();
  else if (event.key === "Enter") void openChosen();
  else return;
  event.preventDefault();
}

function LinkState() {
  const state = freshness.value;
  const words = { fresh: () => t("Up to date"), late: () => ago(age.value), cut_off: () => t("No connection, keeping it here") };
  return (
    <span class="link-state" data-state={state}>
      <span aria-hidden={state === "late"}>{words[state]()}</span>
      {/* Read out when it changes, not each second. */}
      <span class="vh" role="status">{state === "late" ? t("The screen is late") : ""}</span>
    </span>
  );
}
