/** The article that fits what was said: chosen by the server, put in by a key, never sent by itself. */
import type { ContactRow } from "../../live/wire";
import { t } from "../../live/words";
import { Key } from "../../parts/Keys";
import { press } from "../pressing";
import { isChat } from "../store/desk";
import { keymap } from "../store/keys";
import { plain } from "../store/search";
import { openSuggested, suggested } from "../suggesting";

/** ``quiet``: nothing at all stands here while there is none. */
export function SuggestedRow({ contact, quiet = false }: { contact: ContactRow; quiet?: boolean }) {
  const here = suggested.value;
  const hit = here?.contact === contact.id ? here.hit : null;
  if (quiet && !hit) return null;
  return (
    <section class="row hint" aria-labelledby="sg">
      <h2 class="dt" id="sg">{t("Suggested")}</h2>
      {hit ? (
        <div class="pair">
          <p class="one-line"><b>{plain(hit.title)}</b> <span class="quiet small">{plain(hit.snippet)}</span></p>
          <span class="acts">
            <button type="button" class="btn plain" onClick={() => void openSuggested()}>{t("Open")}</button>
            <button type="button" class="btn" onClick={() => press("suggested")}>{isChat(contact) ? t("Put into the reply") : t("Put into the note")} <Key chord={keymap.value.suggested} /></button>
          </span>
        </div>
      ) : (
        <div class="pair"><p class="quiet small">{here?.contact === contact.id && here.seq ? t("No article fits surely enough. F2 searches.") : t("An article will stand here when one fits the last message.")}</p></div>
      )}
    </section>
  );
}
