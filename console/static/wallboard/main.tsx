/** The room on a wall: everything it shows comes from rows, and it is never reloaded by hand. */
import { render } from "preact";
import { identify, Refused, wallboard } from "../live/api";
import { openPage } from "../live/page";
import { setServerTime, startTicking } from "../live/store/clock";
import { confirm, freshness } from "../live/store/connection";
import { merge } from "../live/store/rows";
import { keepInSync } from "../live/syncing";
import { Sprite } from "../parts/icons";
import { Agents } from "./panels/Agents";
import { Alerts } from "./panels/Alerts";
import { Foot, wearTheme } from "./panels/Foot";
import { Queues } from "./panels/Queues";
import { Top } from "./panels/Top";
import { t } from "../live/words";

const { snapshot, settings } = openPage();
identify({ csrf: settings.csrf });
if (snapshot) {
  setServerTime(snapshot.now);
  merge(snapshot);
  confirm();
}
startTicking();
wearTheme();
document.title = `${t("The room")}, ${settings.company}`;
document.body.className = "wall";
render(<Board />, document.body);

keepInSync({
  namespace: "/",
  auth: { csrf: settings.csrf },
  snapshot: wallboard.snapshot,
  build: snapshot?.build ?? null,
  // Nobody types here, so a new build may take over at once; not all walls in the same second.
  refused: leave,
  stale: () => void setTimeout(() => location.reload(), Math.random() * 5_000),
});

/** Pushes are no use of a session, and nobody touches a wall: asking now and then keeps it signed in. */
const STILL_USED_MS = 10 * 60_000;
setInterval(() => void wallboard.snapshot().then(merge, (error: unknown) => error instanceof Refused && error.status === 401 && leave()), STILL_USED_MS);

/** Signed out, or in another session: the start knows where to go. Not in a hurry, should it be our fault. */
function leave(): void {
  setTimeout(() => location.assign("/"), 5_000);
}

function Board() {
  return (
    <>
      <Sprite />
      <Top zone={settings.timezone} />
      <Queues />
      <aside class="w-side" aria-label={t("Alerts and agents")} data-is={freshness.value}>
        <Alerts />
        <Agents />
        <Foot csrf={settings.csrf} me={snapshot?.me ?? null} />
      </aside>
    </>
  );
}
