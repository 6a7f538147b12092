/** After-call work in three inputs: the summary, the reason, what is to follow. */
import { useEffect } from "preact/hooks";
import { time } from "../../live/format";
import type { ContactRow } from "../../live/wire";
import { t } from "../../live/words";
import { Icon } from "../../parts/icons";
import { row } from "../../live/store/rows";
import { happened } from "../happened";
import { isChat } from "../store/desk";
import { DoubtBox } from "./Duplicate";
import { FollowRow } from "./Follow";
import { NoteState } from "./Dock";
import { PromiseBox } from "./Record";
import { ReasonBox } from "./ReasonBox";
import { Sentences } from "./Sentences";
import { pointed } from "../store/wrap";
import { proposed } from "../wrapping";
import { AfterRow } from "./After";

export function WrapUp({ contact }: { contact: ContactRow }) {
  // The field one typed in went with the call: the next input takes its place. Nobody's focus is taken.
  useEffect(() => {
    if (document.activeElement === document.body) document.getElementById("disp")?.focus();
  }, [contact.id]);
  return (
    <form class="ledger" onSubmit={(event) => event.preventDefault()}>
      <section class="row" aria-labelledby="w1">
        <div class="dt">
          <h2 id="w1"><b>1</b> {t("Summary")}</h2>
          {proposed(contact).length > 0 && <p><span class="prop">{t("proposed")}</span></p>}
          <p><NoteState contact={contact} /></p>
        </div>
        <Sentences contact={contact} />
      </section>
      <section class="row">
        <div class="dt"><h2><b>2</b> <label for="disp">{t("Reason")}</label></h2><p>{t("required")}</p></div>
        <ReasonBox contact={contact} />
      </section>
      <section class="row" aria-labelledby="w3">
        <div class="dt"><h2 id="w3"><b>3</b> {t("Follow-up")}</h2><p>{t("if needed")}</p></div>
        <FollowRow contact={contact} />
      </section>
      {!isChat(contact) && <AfterRow contact={contact} />}
    </form>
  );
}

/** The record column while closing: what happened, so that each sentence can be checked. */
export function Facts({ contact }: { contact: ContactRow }) {
  const events = happened(contact);
  const promise = row("customer", contact.customer)?.promise;
  const span = contact.accepted_at && contact.ended_at ? t("{from} to {to}", { from: time(contact.accepted_at), to: time(contact.ended_at) }) : "";
  return (
    <aside class="record" aria-label={t("Facts of the contact")} data-region tabIndex={-1}>
      <section>
        <h2>{isChat(contact) ? t("What happened in the chat") : t("What happened on the call")} <span class="num">{span}</span></h2>
        <ol class="timeline">
          {events.map((event, index) => (
            <li key={event.id} id={`e-${event.id}`} data-told={pointed.value === event.id || undefined}>
              <time dateTime={event.at}>{time(event.at)}</time>
              <Icon name={event.icon} />
              <p>{index === 0 ? <b>{event.title}</b> : event.title} <span>{event.detail}</span></p>
            </li>
          ))}
        </ol>
      </section>
      <DoubtBox contact={contact} />
      {promise && <PromiseBox promise={promise} standing />}
    </aside>
  );
}
