/** The questions of a script whose answers are written down where they belong. */
import type { ContactRow, FormField, ScriptRow } from "../../live/wire";
import { t } from "../../live/words";
import { setValue, valuesOf, type Value } from "../store/asked";

export function Form({ contact, script }: { contact: ContactRow; script: ScriptRow }) {
  if (!script.fields.length || script.outcome) return null;
  const typed = valuesOf(contact.id, script.step);
  return (
    <div class="asked" role="group" aria-label={t("What to ask")}>
      {script.fields.map((field) => (
        <label key={field.key}>
          <span>{field.label}{field.needed && <> <i title={t("needed")} aria-hidden="true">*</i></>}</span>
          <Asked field={field} value={typed[field.key] ?? field.value ?? ""} say={(value) => setValue(contact.id, script.step, field.key, value)} />
        </label>
      ))}
    </div>
  );
}

interface Line {
  field: FormField;
  value: Value;
  say: (value: Value | "") => void;
}

function Asked({ field, value, say }: Line) {
  if (field.type === "truth") return <input type="checkbox" checked={value === true} onChange={(event) => say(event.currentTarget.checked)} />;
  if (field.type === "choice")
    return (
      <select class="field" value={String(value)} required={field.needed} onChange={(event) => say(event.currentTarget.value)}>
        <option value="" />
        {field.choices.map((choice) => <option key={choice.key} value={choice.key}>{choice.label}</option>)}
      </select>
    );
  const line = { class: "field", value: String(value), required: field.needed, onInput: (event: { currentTarget: HTMLInputElement }) => say(read(field, event.currentTarget.value)) };
  if (field.type === "number") return <input type="number" {...line} />;
  return field.type === "date" ? <input type="date" {...line} /> : <input type="text" autocomplete="off" {...line} />;
}

/** A number is sent as one; anything else as it is, and the server says what is wrong with it. */
function read(field: FormField, text: string): Value | "" {
  return field.type === "number" && /^-?\d+$/.test(text) ? Number(text) : text;
}
