/** The agent's desk: reads the page, draws it, and keeps it equal to the server. */
import { render } from "preact";
import { desk, identify, Refused } from "../live/api";
import { openPage } from "../live/page";
import { startTicking, setServerTime } from "../live/store/clock";
import { confirm } from "../live/store/connection";
import { merge } from "../live/store/rows";
import { keepInSync } from "../live/syncing";
import { fetchTheRest, whenStill } from "../parts/later";
import { Desk } from "./panels/Desk";
import { listen, writing } from "./keyboard";
import { watchRinging } from "./painted";
import { followNotes, saveAll } from "./saving";
import { openLine, openSession } from "./session";
import { wakeOnTouch, ringWhenRinging } from "./sound";
import { company, contacts, me, muted, resumeScripts } from "./store/desk";
import { keepDraftsIn, replyText, unsavedNotes } from "./store/drafts";
import { keepKeys } from "./store/keys";
import { followNotesOfTheDay } from "./store/notes";
import { tell } from "./store/notices";
import { keepOutboxIn, outbox } from "./store/outbox";
import { typed } from "./store/search";
import { keepShelfIn } from "./store/shelf";
import { hear } from "./store/typing";
import { followContacts, keepQueryIn } from "./searching";
import { followSuggestions } from "./suggesting";
import { keepTab } from "./tab";

const { settings, snapshot } = openPage();
if (!snapshot) throw new Error("The page has no #snapshot.");

identify({ csrf: settings.csrf });
openSession(settings);
company.value = settings.company;
me.value = snapshot.me;
muted.value = localStorage.getItem("desk.muted") === "1";
keepDraftsIn(localStorage);
keepOutboxIn(localStorage);
keepShelfIn(localStorage);
keepKeys(settings.keys ?? {}, (keys) => void desk.keepKeys(keys).catch((error: unknown) => tell(error instanceof Error ? error.message : String(error), { trouble: true })));
setServerTime(snapshot.now);
merge(snapshot);
resumeScripts();
confirm();

watchRinging(() => writing(replyText));
document.body.classList.add("desk");
render(<Desk />, document.body);

startTicking();
followNotes();
followNotesOfTheDay();
followSuggestions();
followContacts();
keepQueryIn(sessionStorage);
listen();
wakeOnTouch();
ringWhenRinging();
keepTab();
whenStill(() => void fetchTheRest());

let stale = false;
const line = keepInSync({
  namespace: "/",
  auth: { csrf: settings.csrf },
  snapshot: desk.snapshot,
  build: snapshot.build,
  stale: () => ((stale = true), reloadWhenIdle()),
  typing: (contact, who) => who === "visitor" && hear(contact),
  healed: () => (saveAll(), reloadWhenIdle()),
  refused: () => void signedOutOrNot(),
});
openLine(line);

const AGAIN_MS = 2_000;

/** The server hung up on us: signed out, or only starting again. What is typed is kept in this browser. */
async function signedOutOrNot(): Promise<void> {
  try {
    await desk.snapshot();
  } catch (error) {
    if (error instanceof Refused && error.status === 401) return location.assign("/sign-in");
  }
  setTimeout(() => line.again(), AGAIN_MS);
}

/** A newer build waits until nothing on this desk would be lost or interrupted. */
function reloadWhenIdle(): void {
  const idle = !contacts.peek().length && !unsavedNotes().length && !outbox.peek().length && !typed.peek();
  if (stale && idle) location.reload();
}
