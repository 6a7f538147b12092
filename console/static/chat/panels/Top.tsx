import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../../live/words";
import { Icon } from "../../parts/icons";
import { closePanel, framed } from "../host";
import { chat, ended, talking } from "../store/conversation";
import { end } from "../talking";
import { endedLine } from "./Ended";

export function Top({ company }: { company: string }) {
  const asking = useSignal(false);
  return (
    <>
      <header class="wid-top">
        <Icon name="mark" />
        <div>
          <h1 id="wt">{company}</h1>
          <p>{who(company)}</p>
        </div>
        <div class="end">
          {framed && (
            <button type="button" class="btn plain sq" aria-label={t("Minimise the chat")} onClick={closePanel}>
              <Icon name="down" />
            </button>
          )}
          {talking.value && (
            <button type="button" class="btn plain sq" aria-label={t("End the chat")} aria-expanded={asking.value} onClick={() => (asking.value = !asking.value)}>
              <Icon name="x" />
            </button>
          )}
        </div>
      </header>
      {asking.value && talking.value && <AskToEnd done={() => (asking.value = false)} />}
    </>
  );
}

/** Says that it is a person, and who. */
function who(company: string): string {
  const name = chat.value?.agent_name;
  if (ended.value) return endedLine();
  if (chat.value?.state !== "active") return t("People answer here");
  return name ? t("With {name}, of {company}", { name, company }) : t("With a person of {company}", { company });
}

function AskToEnd({ done }: { done: () => void }) {
  const first = useRef<HTMLButtonElement>(null);
  const failed = useSignal(false);
  useEffect(() => first.current?.focus(), []);
  const yes = () => end().then(done, () => (failed.value = true));
  return (
    <section class="wid-ask" aria-label={t("End the chat")}>
      <p>{failed.value ? t("That did not arrive. Try again.") : t("End the conversation?")}</p>
      <button type="button" class="btn" ref={first} onClick={done}>{t("Go on")}</button>
      <button type="button" class="btn go" onClick={yes}>{t("End it")}</button>
    </section>
  );
}
