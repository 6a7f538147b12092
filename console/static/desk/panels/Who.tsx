/** Nobody sure yet: ask, then the console chooses, or make the person here. Names are for the eye only. */
import { useState } from "preact/hooks";
import { person } from "../../live/api";
import { receive, row } from "../../live/store/rows";
import { uuid } from "../../live/uuid";
import type { ContactRow } from "../../live/wire";
import { t } from "../../live/words";
import { Key } from "../../parts/Keys";
import { identifyAs } from "../actions";
import { doing } from "../jotting";
import { quoted, voiceOf } from "../names";
import { isChat } from "../store/desk";
import { keymap } from "../store/keys";
import { VERIFYING } from "../voice";

export function WhoRow({ contact }: { contact: ContactRow }) {
  if (contact.customer !== null) return null;
  const voice = voiceOf(contact);
  const several = contact.candidates.length > 0;
  return (
    <section class="row" aria-labelledby="who-row">
      <h2 class="dt" id="who-row">{t("Who")}</h2>
      <div>
        {/* Said aloud on a call; a chat has its own words, and its room is the conversation's. */}
        {!isChat(contact) && <p class="say small" lang={voice}>{quoted(several ? VERIFYING.whole(voice) : VERIFYING.find(voice), voice)}</p>}
        {several ? <Candidates contact={contact} /> : <Unknown key={contact.id} contact={contact} />}
      </div>
    </section>
  );
}

/** A household, or those with a name like the one given: the birth date says which. */
function Candidates({ contact }: { contact: ContactRow }) {
  const [born, setBorn] = useState("");
  const people = contact.candidates.map((id) => row("customer", id)).filter((each) => each !== undefined);
  const choose = (event: Event) => {
    event.preventDefault();
    if (born.trim()) void doing(async () => receive("contact", await person.bornOn(contact.id, born.trim())));
  };
  return (
    <>
      <form class="jot-line" onSubmit={choose}>
        <label class="small">{t("Born on")} <input id="born" type="text" class="num" size={11} inputMode="numeric" placeholder="14/03/1968" value={born} onInput={(event) => setBorn(event.currentTarget.value)} /></label>
        <button type="submit" class="btn">{t("Choose")} <Key chord="Enter" /></button>
        <span class="small quiet">{contact.certainty === "candidates" ? t("Likest name first. Do not read the names out.") : t("Ask first, then choose. Do not read the names out.")}</span>
      </form>
      <ul class="candidates" aria-label={contact.certainty === "candidates" ? t("People with a name like it") : t("People with this number")}>
        {people.map((each) => (
          <li key={each.id}><button type="button" class="btn" onClick={() => void identifyAs(each.id)}>{each.name}</button></li>
        ))}
      </ul>
    </>
  );
}

function Unknown({ contact }: { contact: ContactRow }) {
  const [name, setName] = useState("");
  const make = (event: Event) => {
    event.preventDefault();
    if (name.trim()) void doing(async () => receive("contact", await person.create(contact.id, uuid(), name.trim())));
  };
  return (
    <>
      {!isChat(contact) && <p class="small quiet"><Key chord={keymap.value.search} /> {t("finds them by card, order, phone, e-mail, document, or by name and birth date.")}</p>}
      <form class="jot-line" onSubmit={make}>
        <label class="small">{t("Somebody new")} <input id="new-name" type="text" maxLength={200} placeholder={t("Name and surnames")} value={name} onInput={(event) => setName(event.currentTarget.value)} /></label>
        <button type="submit" class="btn">{t("Make a record")} <Key chord="Enter" /></button>
      </form>
    </>
  );
}
