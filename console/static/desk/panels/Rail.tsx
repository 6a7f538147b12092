/** Every action, in the order of the keyboard's F row. Keys never move; they dim, and say why. */
import { span } from "../../live/format";
import { secondsSince } from "../../live/store/clock";
import { t } from "../../live/words";
import { Left, Since } from "../../parts/Clock";
import { Icon } from "../../parts/icons";
import { Key } from "../../parts/Keys";
import { press } from "../pressing";
import { current, isChat, queueOf, ringing } from "../store/desk";
import { keymap } from "../store/keys";
import { notice } from "../store/notices";
import { keysShown, secondPress } from "../store/view";
import { answerVerb, callOf, closeVerb, holdVerb, noVerb, offerVerb, transferVerb, type Verb } from "../verbs";

export function Rail() {
  const rings = ringing.value !== undefined;
  return (
    <footer class="rail" aria-label={t("Keys")} data-region tabIndex={-1}>
      <button type="button" class="key narrow" aria-expanded={keysShown.value} aria-controls="ks" onClick={() => press("keys")}><Key chord={keymap.value.keys} />{t("Keys")}</button>
      <button type="button" class="key narrow" onClick={() => press("search")}><Key chord={keymap.value.search} />{t("Search")}</button>
      <div class="call-group" role="toolbar" aria-label={t("Call")} data-state={rings ? "ringing" : undefined}>
        <RailClock />
        <VerbKey verb={answerVerb()} wide />
        <VerbKey verb={holdVerb()} />
        <VerbKey verb={transferVerb()} />
        <VerbKey verb={noVerb()} second={secondPress.value} />
      </div>
      <VerbKey verb={offerVerb()} />
      <Notice />
      <div class="end"><VerbKey verb={closeVerb()} /></div>
    </footer>
  );
}

function VerbKey({ verb, wide = false, second = false }: { verb: Verb; wide?: boolean; second?: boolean }) {
  const look = ["key", wide && "wide", verb.act && !verb.dim && "act"].filter(Boolean).join(" ");
  return (
    <button type="button" class={look} aria-disabled={verb.dim ? true : undefined} aria-pressed={verb.pressed ? "true" : undefined} title={verb.dim ?? undefined} onClick={() => press(verb.action)}>
      <Key chord={keymap.value[verb.action]} />
      {verb.icon && <Icon name={verb.icon} />}
      {second ? t("Press again") : verb.label}
      {verb.dim && <span class="vh"> ({verb.dim})</span>}
    </button>
  );
}

/** One clock at one place: time left to answer, time on the call, time to finish. */
function RailClock() {
  const contact = ringing.value ?? callOf() ?? current.value;
  if (!contact) return <span class="clock" role="timer"><b class="num">–</b><span>{t("no call")}</span></span>;
  if (contact.state === "ringing") {
    return (
      <span class="clock" role="timer">
        <b class="num">{contact.ring_until ? <Left until={contact.ring_until} /> : <Since at={contact.rung_at} />}</b>
        <span>{contact.controls.includes("answer") ? t("to answer") : t("on your phone")}</span>
      </span>
    );
  }
  if (contact.state === "wrap_up") return <WrapClock ended={contact.ended_at} allowed={queueOf(contact)?.wrap_seconds ?? 0} />;
  const since = contact.held ? contact.held_since : contact.accepted_at;
  const words = contact.held ? t("on hold") : isChat(contact) ? t("in the chat") : t("on the call");
  return <span class="clock" role="timer"><b class="num"><Since at={since} /></b><span>{words}</span></span>;
}

function WrapClock({ ended, allowed }: { ended: string | null; allowed: number }) {
  const spent = allowed ? Math.min(100, (secondsSince(ended) / allowed) * 100) : 0;
  return (
    <span class="clock" role="timer">
      <b class="num"><Since at={ended} /></b>
      <span>
        {t("of {time} to close", { time: span(allowed) })}
        <i class="spent" style={{ "--spent": `${Math.round(spent)}%` }} />
      </span>
    </span>
  );
}

function Notice() {
  return <p class="notice" role="status" data-trouble={notice.value?.trouble || undefined}>{notice.value?.text ?? ""}</p>;
}
