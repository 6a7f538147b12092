/** The room on a wall: everything it shows comes from rows, and it is never reloaded by hand. */
import { render } from "preact";
import { identify, wallboard } from "../live/api";
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
  stale: () => void setTimeout(() => location.reload(), Math.random() * 5_000),
});

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
