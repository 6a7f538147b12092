/** The sheet's head: who, how surely, and one line of context. Never moves. */
import { languageName, time } from "../../live/format";
import type { ContactRow } from "../../live/wire";
import { t } from "../../live/words";
import { Icon, type IconName } from "../../parts/icons";
import { Key } from "../../parts/Keys";
import { openCode } from "../coding";
import { waitedFor } from "../happened";
import { inMine, nameOf } from "../names";
import { isChat, queueOf } from "../store/desk";
import { keymap } from "../store/keys";
import { talked } from "./Bay";

export function Head({ contact }: { contact: ContactRow }) {
  return (
    <header class="who">
      <h1 id="who" title={nameOf(contact)}>{nameOf(contact)}</h1>
      <Trust contact={contact} />
      {isChat(contact) && contact.state === "active" && contact.customer !== null && contact.certainty !== "verified" && (
        <button type="button" class="link small" onClick={() => void openCode()}>{t("Verify")}<Key chord={keymap.value.code} /></button>
      )}
      <span class="end">{context(contact)}</span>
    </header>
  );
}

function context(contact: ContactRow): string {
  const queue = queueOf(contact);
  const name = queue ? inMine(queue.name) : "";
  if (contact.state === "wrap_up" && !isChat(contact)) return t("Call of {time}, {queue}", { time: talked(contact), queue: name });
  if (contact.held) return t("On hold since {time}. {queue}", { time: time(contact.held_since ?? ""), queue: name });
  return t("{language}. {queue}, waited {time}", { language: languageName(contact.language), queue: name, time: waitedFor(contact) });
}

/** How sure we are who it is: a shape and words, never a colour. `long` where there is room. */
export function Trust({ contact, long = false }: { contact: ContactRow; long?: boolean }) {
  const [icon, words] = trust(contact, long);
  return (
    <span class="trust" data-level={contact.certainty}>
      <Icon name={icon} />
      {words}
    </span>
  );
}

function trust(contact: ContactRow, long: boolean): [IconName, string] {
  switch (contact.certainty) {
    case "verified":
      return ["shield", contact.state === "wrap_up" && contact.verified_at ? t("Verified at {time}", { time: time(contact.verified_at) }) : t("Verified")];
    case "recognised":
      if (isChat(contact)) return ["seen", t("Recognised, not verified")];
      return ["seen", long ? t("Recognised by the number, not verified") : t("Recognised, not verified")];
    case "household":
      return ["seen", t("A number shared at home: ask who it is")];
    case "candidates":
      return ["seen", t("A name like one we know: ask who it is")];
    case "unknown":
      return ["seen", unknown(contact)];
  }
}

function unknown(contact: ContactRow): string {
  if (isChat(contact)) return t("Not recognised");
  return contact.caller ? t("Nobody we know has this number") : t("The number is withheld");
}

