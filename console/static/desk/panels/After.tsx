/** What the agent does once this is finished: available unless they say otherwise. Never asked for. */
import type { ContactRow } from "../../live/wire";
import { t } from "../../live/words";
import { AWAY, change, wrap, type Wrap } from "../store/wrap";
import { REASONS } from "./Me";

export function AfterRow({ contact }: { contact: ContactRow }) {
  const { next } = wrap(contact.id);
  const choice = (each: Wrap["next"], words: string) => (
    <label class="fu" key={each}>
      <input type="radio" name="after" checked={next === each} onChange={() => change(contact.id, { next: each })} />
      <span>{words}</span>
    </label>
  );
  return (
    <section class="row after" aria-labelledby="w4">
      <h2 class="dt" id="w4">{t("After this")}</h2>
      <fieldset class="follow" aria-labelledby="w4">
        {choice("available", t("Available"))}
        {AWAY.map((each) => choice(each, REASONS[each]()))}
      </fieldset>
    </section>
  );
}
