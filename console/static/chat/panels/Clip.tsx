import { useRef } from "preact/hooks";
import { t } from "../../live/words";
import { Icon } from "../../parts/icons";
import { attach, KINDS } from "../attaching";
import { token } from "../store/conversation";

/** Attaches to a conversation that is there: what it is about comes first, in words. */
export function Clip() {
  const field = useRef<HTMLInputElement>(null);
  const begun = token.value !== null;
  const name = begun ? t("Attach a photo or a PDF") : t("Attach a photo or a PDF: write first what it is about");
  const chosen = () => {
    for (const file of field.current?.files ?? []) attach(file);
    if (field.current) field.current.value = ""; // the same file may be chosen again
  };
  return (
    <>
      <button type="button" class="btn plain sq" aria-label={name} title={name} aria-disabled={!begun} onClick={() => begun && field.current?.click()}><Icon name="clip" /></button>
      <input type="file" hidden multiple accept={KINDS} ref={field} onChange={chosen} />
    </>
  );
}
