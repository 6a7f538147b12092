/** What is to follow: what the facts propose, a call back at a time, or nothing. */
import { onDay, time } from "../../live/format";
import { serverNow } from "../../live/store/clock";
import type { ContactRow } from "../../live/wire";
import { t } from "../../live/words";
import { agent } from "../store/desk";
import { change, wrap, type FollowKind } from "../store/wrap";
import { followKind, proposedFollowUp } from "../wrapping";

export function FollowRow({ contact }: { contact: ContactRow }) {
  const proposed = proposedFollowUp(contact);
  const kind = followKind(contact);
  const pick = (follow: FollowKind) => change(contact.id, follow === "call_back" ? { follow, when: wrap(contact.id).when || tomorrow() } : { follow });
  return (
    <fieldset class="follow">
      <legend class="vh">{t("Follow-up")}</legend>
      {proposed && (
        <label class="fu">
          <input type="radio" name="f" checked={kind === "proposed"} onChange={() => pick("proposed")} />
          <span>{proposed.what}</span>
          <b>{onDay(proposed.due_at, serverNow())} {time(proposed.due_at)}</b>
          <small title={proposed.why}>{t("proposed, {name} does it", { name: agent.value?.first_name ?? "" })}<span class="vh">: {proposed.why}</span></small>
        </label>
      )}
      <label class="fu">
        <input type="radio" name="f" checked={kind === "call_back"} onChange={() => pick("call_back")} />
        <span>{t("Call back")}</span>
        {kind !== "call_back" && <b>{t("choose a time")}</b>}
      </label>
      {kind === "call_back" && (
        <input class="when" type="datetime-local" aria-label={t("When to call back")} value={wrap(contact.id).when} onInput={(event) => change(contact.id, { when: event.currentTarget.value })} />
      )}
      <label class="fu">
        <input type="radio" name="f" checked={kind === "none"} onChange={() => pick("none")} />
        <span>{t("None")}</span>
      </label>
    </fieldset>
  );
}

/** Tomorrow at ten: a time to start from, in the browser's own clock as the field wants it. */
function tomorrow(): string {
  const at = new Date(serverNow() + 86_400_000);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T10:00`;
}
