/** Articles that may answer it: offered above the composer, opened in the place of the thread, never in the way of a person. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { spoken } from "../../live/format";
import { plural, t } from "../../live/words";
import { Files } from "../../parts/Files";
import { Html } from "../../parts/Html";
import { Icon } from "../../parts/icons";
import { Marked } from "../../parts/Mark";
import { back, itHelped, needNobody, openArticle, toAPerson } from "../helping";
import { chat, ended, talking } from "../store/conversation";
import { alone, hits, reading, unwanted, waiting, type Reading } from "../store/help";
import { focusMessage } from "./Write";

export function HelpHits() {
  const lost = useSignal(false);
  const found = hits.value;
  const shown = alone.value && !unwanted.value && !reading.value && found.length > 0;
  return (
    <div>
      <p class="vh" role="status">{shown && plural(found.length, "1 article may help", "{count} articles may help")}</p>
      {shown && (
        <section class="wid-help" aria-labelledby="hh">
          <div class="pair">
            <h2 class="say-by" id="hh">{waiting.value ? t("May help while you wait") : t("May answer it already")}</h2>
            <button type="button" class="btn plain" onClick={() => ((unwanted.value = true), focusMessage())}>{t("No, thank you")}</button>
          </div>
          <ul>
            {found.map((hit) => (
              <li key={hit.article}>
                <button type="button" class="sent" lang={hit.language} onClick={async () => void (lost.value = !(await openArticle(hit.article)))}>
                  <Icon name="doc" /><span><b><Marked pieces={hit.title} /></b><small><Marked pieces={hit.snippet} /></small></span>
                </button>
              </li>
            ))}
          </ul>
          {lost.value && <p class="small" role="alert">{t("It could not be opened. A person will help you all the same.")}</p>}
        </section>
      )}
    </div>
  );
}

export function HelpArticle({ here }: { here: Reading }) {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), [here.id]);
  const leave = () => (back(), setTimeout(focusMessage));
  const heard = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.stopPropagation(); // it closes the article, not the chat
    leave();
  };
  return (
    <section class="wid-article" aria-labelledby="ht" onKeyDown={heard}>
      <div class="bar">
        <button type="button" class="btn plain" onClick={leave}><Icon name="chat" />{t("Back to the chat")}</button>
        <p role="status">{!alone.value && !ended.value && <b>{chat.value?.agent_name ? t("{name} is here now.", { name: chat.value.agent_name }) : t("A person is here now.")}</b>}</p>
      </div>
      <div class="text" tabIndex={0} lang={here.article.language}>
        <h2 id="ht" tabIndex={-1} ref={head}>{here.article.title}</h2>
        {here.changed && <p class="small" role="note" lang={spoken()}>{t("It has changed since it was sent to you. This is what holds today.")}</p>}
        <Html html={here.article.html} />
        <Files files={here.article.files} />
      </div>
      {alone.value && (here.came === "helped" ? <Helped /> : <Asks />)}
    </section>
  );
}

function Asks() {
  return (
    <div class="asks" role="group" aria-label={t("Does it answer your question?")}>
      <p>{t("Does it answer your question?")}</p>
      <button type="button" class="btn" onClick={itHelped}>{t("Yes, it helped")}</button>
      <button type="button" class="btn go" onClick={() => (toAPerson(), setTimeout(focusMessage))}>{t("Talk to a person")}</button>
    </div>
  );
}

/** Whoever waits keeps their place until they give it up themselves. */
function Helped() {
  const failed = useSignal(false);
  const leave = () => needNobody().catch(() => void (failed.value = true));
  return (
    <div class="asks">
      <p role="status">{failed.value ? t("That did not arrive. Try again.") : talking.value ? t("Good to hear. You still have your place in the queue.") : t("Good to hear. If anything is left, write below and a person answers.")}</p>
      {talking.value && <button type="button" class="btn" onClick={() => void leave()}>{t("I need nobody any more")}</button>}
      <button type="button" class="btn go" onClick={() => (toAPerson(), setTimeout(focusMessage))}>{talking.value ? t("Go on waiting") : t("Talk to a person")}</button>
    </div>
  );
}
