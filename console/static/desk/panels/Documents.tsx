/** What a step sends, and where: the agent chooses among the record's own addresses, and sees that it went. */
import { time } from "../../live/format";
import type { ContactRow, DocumentPlace, Documents as Sending, ScriptRow } from "../../live/wire";
import { t } from "../../live/words";
import { sendDocuments } from "../actions";

export function Documents({ contact, script }: { contact: ContactRow; script: ScriptRow }) {
  const sending = script.documents;
  if (!sending) return null;
  return (
    <section class="papers" aria-label={t("Documents")}>
      <ul>{sending.these.map((each) => <li key={each.url}><a href={each.url} target="_blank" rel="noopener noreferrer">{each.name}</a></li>)}</ul>
      <p class="small" role="status">{said(sending)}</p>
      <p class="papers-to">
        {sending.places.map((place) => (
          <button key={place.id} type="button" class="btn" onClick={() => void sendDocuments(contact, script, place.id)}>{named(place)}</button>
        ))}
      </p>
    </section>
  );
}

function named(place: DocumentPlace): string {
  if (place.way === "chat") return t("Send in the chat");
  return place.way === "email" ? t("Send to {address}", { address: place.hint }) : t("Handed over otherwise");
}

function said({ sent, places }: Sending): string {
  if (!sent) return places.some((each) => each.way !== "otherwise") ? t("Not sent yet: nobody goes on before.") : t("No proved address: say so when they were handed over otherwise.");
  if (sent.failed) return t("They could not be delivered: choose another way.");
  if (sent.way === "otherwise") return t("Handed over otherwise, as you said at {time}.", { time: time(sent.at) });
  return sent.way === "chat" ? t("Sent in the chat at {time}.", { time: time(sent.at) }) : t("Sent by e-mail at {time}.", { time: time(sent.at) });
}
