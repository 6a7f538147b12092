/** Passing a contact on: to whom, and a sentence for whoever takes it. The note and the script go along by themselves. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { desk } from "../../live/api";
import { lose } from "../../live/store/rows";
import type { ContactRow, TransferTargets } from "../../live/wire";
import { plural, t } from "../../live/words";
import { Key } from "../../parts/Keys";
import { doing } from "../jotting";
import { inMine } from "../names";
import { saveNote } from "../saving";
import { tell } from "../store/notices";
import { transferring } from "../store/transfer";

const LONGEST = 300;

export function TransferRow({ contact }: { contact: ContactRow }) {
  const targets = useTargets(contact.id);
  return (
    <section class="row jot" aria-labelledby="transfer-row" onKeyDown={(event) => event.key === "Escape" && (fold(), event.stopPropagation())}>
      <h2 class="dt" id="transfer-row">{t("Transfer")}</h2>
      {targets ? <Choice contact={contact} targets={targets} /> : <p class="small quiet" role="status">{t("Looking who is free …")}</p>}
    </section>
  );
}

/** Who is free changes while one speaks: asked when the line opens, and refused in words when it was too late. */
function useTargets(contact: number): TransferTargets | null {
  const [found, setFound] = useState<TransferTargets | null>(null);
  useEffect(() => {
    let mine = true;
    desk.transferTargets(contact).then((all) => mine && setFound(all), (error: unknown) => {
      tell(error instanceof Error ? error.message : String(error), { trouble: true });
      fold();
    });
    return () => void (mine = false);
  }, [contact]);
  return found;
}

function Choice({ contact, targets }: { contact: ContactRow; targets: TransferTargets }) {
  const [to, setTo] = useState(targets.agents[0] ? `agent ${targets.agents[0].id}` : `queue ${targets.queues[0]?.id}`);
  const [words, setWords] = useState("");
  const first = useRef<HTMLSelectElement>(null);
  useLayoutEffect(() => first.current?.focus(), []);
  const go = async (event: Event) => {
    event.preventDefault();
    const [kind, id] = to.split(" ");
    await saveNote(contact.id);
    const where = kind === "agent" ? { agent: Number(id) } : { queue: Number(id) };
    if (!(await doing(() => desk.transfer(contact.id, where, words.trim()), () => t("Passed on.")))) return;
    lose("contact", contact.id);
    fold();
  };
  return (
    <form class="jot-line" onSubmit={(event) => void go(event)}>
      <label class="vh" for="transfer-to">{t("To whom")}</label>
      <select id="transfer-to" ref={first} value={to} onChange={(event) => setTo(event.currentTarget.value)}>
        <optgroup label={t("Free now")}>
          {targets.agents.map((each) => <option key={each.id} value={`agent ${each.id}`}>{each.knows ? each.name : t("{name}, other queues", { name: each.name })}</option>)}
        </optgroup>
        <optgroup label={t("Queues")}>
          {targets.queues.map((each) => <option key={each.id} value={`queue ${each.id}`}>{t("{queue}: {free}", { queue: inMine(each.name), free: each.free ? plural(each.free, "1 free", "{count} free") : t("nobody free") })}</option>)}
        </optgroup>
      </select>
      <label class="vh" for="transfer-words">{t("What whoever takes it should know")}</label>
      <input id="transfer-words" type="text" maxLength={LONGEST} value={words} placeholder={t("What whoever takes it should know; the note goes along")} onInput={(event) => setWords(event.currentTarget.value)} />
      <span class="acts">
        <button type="submit" class="btn">{t("Pass on")} <Key chord="Enter" /></button>{" "}
        <button type="button" class="link" onClick={fold}>{t("Fold")}<Key chord="Escape" /></button>
      </span>
    </form>
  );
}

function fold(): void {
  transferring.value = null;
  (document.getElementById("note") ?? document.getElementById("msg"))?.focus();
}
