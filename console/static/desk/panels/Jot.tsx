/** One line to keep: what to remember of this person, or what they say of us. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { ContactRow } from "../../live/wire";
import { t } from "../../live/words";
import { Key } from "../../parts/Keys";
import { foldJot, JOT_ID, quote, remember } from "../jotting";
import { jotting } from "../store/jot";

const LONGEST = 280;
export const TOPICS: Record<string, () => string> = {
  product: () => t("Product"), price: () => t("Price"), delivery: () => t("Delivery"), store: () => t("Store"),
  online: () => t("Web shop"), service: () => t("Service"), other: () => t("Something else"),
};

export function JotRow({ contact }: { contact: ContactRow }) {
  const jot = jotting.value;
  if (jot?.contact !== contact.id) return null;
  return (
    <section class="row jot" aria-labelledby="jot-row" onKeyDown={(event) => event.key === "Escape" && (foldJot(), event.stopPropagation())}>
      <h2 class="dt" id="jot-row">{jot.kind === "remember" ? t("Remember") : t("Customer says")}</h2>
      {jot.kind === "remember" ? <Remember contact={contact} text={jot.text} /> : <Says contact={contact} text={jot.text} />}
    </section>
  );
}

function Remember({ contact, text }: { contact: ContactRow; text: string }) {
  const [said, setSaid] = useState(text);
  const here = useFocus();
  const [when, setWhen] = useState("");
  const keep = async (event: Event) => {
    event.preventDefault();
    const due = when ? new Date(when).toISOString() : undefined;
    if (said.trim() && (await remember(contact.id, said.trim(), due))) foldJot();
  };
  return (
    <form class="jot-line" onSubmit={(event) => void keep(event)}>
      <label class="vh" for={JOT_ID}>{t("What to do for this person")}</label>
      <input id={JOT_ID} ref={here} type="text" maxLength={LONGEST} value={said} placeholder={t("What to do, not why")} onInput={(event) => setSaid(event.currentTarget.value)} />
      <label class="small quiet">{t("once, on")} <input type="datetime-local" value={when} onInput={(event) => setWhen(event.currentTarget.value)} /></label>
      <Keep />
    </form>
  );
}

function Says({ contact, text }: { contact: ContactRow; text: string }) {
  const [said, setSaid] = useState(text);
  const here = useFocus();
  const [topic, setTopic] = useState("product");
  const keep = async (event: Event) => {
    event.preventDefault();
    if (said.trim() && (await quote(contact.id, topic, said.trim()))) foldJot();
  };
  return (
    <form class="jot-line" onSubmit={(event) => void keep(event)}>
      <label class="vh" for={JOT_ID}>{t("What the customer says, in their words")}</label>
      <input id={JOT_ID} ref={here} type="text" maxLength={LONGEST} value={said} placeholder={t("In their words, without names")} onInput={(event) => setSaid(event.currentTarget.value)} />
      <label class="small quiet">
        {t("about")}{" "}
        <select value={topic} onChange={(event) => setTopic(event.currentTarget.value)}>
          {Object.entries(TOPICS).map(([code, words]) => <option key={code} value={code}>{words()}</option>)}
        </select>
      </label>
      <Keep />
    </form>
  );
}

/** The line was opened to be written on, and may have come a moment after the key. */
function useFocus() {
  const here = useRef<HTMLInputElement>(null);
  useEffect(() => here.current?.focus(), []);
  return here;
}

function Keep() {
  return (
    <span class="acts">
      <button type="submit" class="btn">{t("Keep")} <Key chord="Enter" /></button>{" "}
      <button type="button" class="link" onClick={foldJot}>{t("Fold")}<Key chord="Escape" /></button>
    </span>
  );
}
