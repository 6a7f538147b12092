/** The chat inside its frame on a shop's page. Writing works from the first second, connected or not. */
import { effect } from "@preact/signals";
import { render } from "preact";
import { openPage } from "../live/page";
import { now, serverNow, startTicking } from "../live/store/clock";
import { connected } from "../live/store/connection";
import { t } from "../live/words";
import { Sprite } from "../parts/icons";
import { followWords, tellWhoAnswers } from "./helping";
import { listenToHost } from "./host";
import { keepEverything } from "./keeping";
import { Rate } from "./panels/Ended";
import { HelpArticle, HelpHits } from "./panels/Help";
import { Place } from "./panels/Place";
import { Thread } from "./panels/Thread";
import { Top } from "./panels/Top";
import { Asked } from "./panels/Ways";
import { focusMessage, Write } from "./panels/Write";
import { byMail, staffedAtStart } from "./store/ways";
import { asked, downSince, draft, messages, open, token } from "./store/conversation";
import { reading } from "./store/help";
import { outbox } from "./store/outbox";
import { acknowledgeSeen, read, resume, tokenChanged } from "./talking";

const { settings } = openPage();
const company = settings.company;
byMail.value = settings.by_mail ?? false;
staffedAtStart.value = settings.staffed ?? true;

startTicking();
keepEverything(tokenChanged);
document.title = t("Chat with {company}", { company });
render(<Widget />, document.body);

effect(() => acknowledgeSeen(messages.value));
effect(() => void (downSince.value = token.value === null || connected.value ? null : (downSince.peek() ?? serverNow())));
effect(readWhatIsShown);
followWords();
tellWhoAnswers();
document.addEventListener("visibilitychange", readWhatIsShown);
listenToHost(focusMessage);
resume(reloadWhenIdle);

function Widget() {
  return (
    <main class="wid" aria-labelledby="wt">
      <Sprite />
      <div><Top company={company} /></div>
      <div><Place /><Asked /></div>
      {reading.value ? <HelpArticle here={reading.value} /> : <Thread company={company} />}
      <HelpHits />
      <Rate />
      {!asked.value && <Write />}
    </main>
  );
}

function readWhatIsShown(): void {
  const newest = messages.value.at(-1);
  if (newest && open.value && !reading.value && document.visibilityState === "visible") read(newest.seq);
}

/** A newer build is out. Looked at again each second, until nothing would be lost or moved. */
function reloadWhenIdle(): void {
  effect(() => {
    void now.value;
    if (!draft.value && !outbox.value.length && (!open.value || document.visibilityState === "hidden")) location.reload();
  });
}
