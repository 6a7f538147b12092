/** Where a chat is answered: text left, answers that fit right, inside the dock. */
import { useEffect, useRef, useState } from "preact/hooks";
import { desk } from "../../live/api";
import type { ContactRow, Hit } from "../../live/wire";
import { t } from "../../live/words";
import { Icon } from "../../parts/icons";
import { Key } from "../../parts/Keys";
import { attach, KINDS } from "../attaching";
import { press } from "../pressing";
import { sendReply } from "../saving";
import { sayTyping } from "../session";
import { replyText, typeReply } from "../store/drafts";
import { plain } from "../store/search";

const SLASH = /(?:^|\s)\/(\S*)$/;
const DEBOUNCE_MS = 80;
const CANNED = 3;

export function Composer({ contact }: { contact: ContactRow }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const text = replyText(contact.id);
  const asked = SLASH.exec(text)?.[1];
  const canned = useCanned(asked);
  const [selected, setSelected] = useState(0);
  const open = asked !== undefined && canned.length > 0;
  const send = () => {
    if (!text.trim()) return;
    sendReply(contact.id, text.trim());
    field.current?.focus();
  };
  const put = (hit: Hit | undefined) => hit && typeReply(contact.id, text.replace(SLASH, (slash) => (/^\s/.test(slash) ? " " : "")) + plain(hit.snippet));
  const keys = (event: KeyboardEvent) => {
    if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) setSelected((selected + (event.key === "ArrowDown" ? 1 : canned.length - 1)) % canned.length);
    else if (open && event.key === "Tab" && !event.shiftKey) put(canned[selected]);
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send();
    else return;
    event.preventDefault();
  };
  return (
    <section class="dock write" aria-label={t("Reply")}>
      <div class="dt">
        <label for="msg">{t("Reply")}</label>
        <span role="status">{text ? <>{t("draft")}<br />{t("kept")}</> : ""}</span>
      </div>
      <div class="body" data-canned={open || undefined}>
        <textarea
          key={contact.id} id="msg" ref={field} value={text} lang={contact.language}
          aria-autocomplete="list" aria-haspopup="listbox" aria-controls={open ? "canned" : undefined}
          aria-activedescendant={open ? `canned-${selected}` : undefined}
          onInput={(event) => { typeReply(contact.id, event.currentTarget.value); setSelected(0); sayTyping(contact.id); }} onKeyDown={keys}
        />
        <div class="tools">
          <Attach contact={contact.id} />
          <button type="button" class="btn plain" onClick={() => press("search")}><Icon name="doc" />{t("Article")}</button>
          <span class="end small quiet">{open ? <><Key chord="↑" /> <Key chord="↓" /> {t("choose")}</> : <><kbd>/</kbd> {t("answers that fit")}</>}</span>
          <button type="button" class="btn send" aria-disabled={!text.trim()} onClick={send}>{t("Send")} <Key chord="Enter" /></button>
        </div>
        {open && <Canned canned={canned} selected={selected} put={put} asked={asked} />}
      </div>
    </section>
  );
}

function Attach({ contact }: { contact: number }) {
  const field = useRef<HTMLInputElement>(null);
  const chosen = () => {
    for (const file of field.current?.files ?? []) void attach(contact, file);
    if (field.current) field.current.value = "";
  };
  return (
    <>
      <button type="button" class="btn plain" onClick={() => field.current?.click()}><Icon name="clip" />{t("Attach")}</button>
      <input type="file" hidden multiple accept={KINDS} ref={field} onChange={chosen} />
    </>
  );
}

/** Passages of articles, for the word after the slash. A late answer is dropped. */
function useCanned(asked: string | undefined): Hit[] {
  const [hits, setHits] = useState<Hit[]>([]);
  useEffect(() => {
    if (!asked) return setHits([]);
    const stop = new AbortController();
    const pause = setTimeout(() => {
      desk.articles(asked, stop.signal).then((found) => setHits(found.hits.slice(0, CANNED)), () => undefined);
    }, DEBOUNCE_MS);
    return () => (clearTimeout(pause), stop.abort());
  }, [asked]);
  return asked ? hits : [];
}

function Canned({ canned, selected, put, asked }: { canned: Hit[]; selected: number; put: (hit: Hit) => void; asked: string }) {
  return (
    <ul class="canned" id="canned" role="listbox" aria-label={t("Answers for /{word}", { word: asked })}>
      {canned.map((hit, index) => (
        <li key={hit.article} id={`canned-${index}`} role="option" aria-selected={index === selected} onClick={() => put(hit)}>
          <b>{plain(hit.title)}</b>
          {index === selected && <Key chord="Tab" />}
          <span lang={hit.language}>{plain(hit.snippet)}</span>
        </li>
      ))}
    </ul>
  );
}
