/** What they agreed to: by purpose and channel, with the words and the day; asked again word for word. */
import { person } from "../../live/api";
import { capital, shortDate, spoken } from "../../live/format";
import { named } from "../../live/phrases";
import { serverNow } from "../../live/store/clock";
import { uuid } from "../../live/uuid";
import type { ConsentLine, ContactRow, ProfilePage } from "../../live/wire";
import { t } from "../../live/words";
import { quoted, voiceOf } from "../names";
import { Part } from "./Profile";

interface Props {
  contact: ContactRow;
  page: ProfilePage;
  show: (write: () => Promise<ProfilePage | void>) => Promise<boolean>;
}

export function Consents({ contact, page, show }: Props) {
  const voice = voiceOf(contact);
  return (
    <Part title={t("Consents")}>
      <ul class="kept">
        {page.consents.map((each, index) => (
          <li key={index}>
            <p><b>{each.given ? t("yes") : t("no")}</b> {capital(named(each.purpose))}{each.channel ? `, ${named(each.channel)}` : ""}{each.controller === "company" ? "" : `, ${each.controller}`}</p>
            <p class="small quiet">{proof(each)}</p>
          </li>
        ))}
      </ul>
      {page.wordings.map(([purpose, words]) => (
        <fieldset class="ask" key={purpose}>
          <legend class="say small" lang={voice}>{quoted(words, voice)}</legend>
          {(["yes", "no"] as const).map((answer) => (
            <button key={answer} type="button" class="btn" onClick={() => void show(async () => void (await person.consent(contact.id, uuid(), purpose, answer)))}>
              {answer === "yes" ? t("Says yes") : t("Says no")}
            </button>
          ))}
        </fieldset>
      ))}
    </Part>
  );
}

function proof(line: ConsentLine): string {
  const dates = [shortDate(line.at, serverNow(), true), line.until ? t("until {date}", { date: shortDate(line.until, serverNow(), true) }) : ""];
  return [...dates, line.how ? named(line.how) : t("without proof"), line.wording ? quoted(line.wording, spoken().startsWith("es") ? "es" : "en") : t("without words")].filter(Boolean).join(", ");
}
