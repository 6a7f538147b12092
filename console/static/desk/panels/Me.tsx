/** My name and state, and the menu that changes it. */
import { useEffect, useRef, useState } from "preact/hooks";
import { ago } from "../../live/format";
import { secondsSince } from "../../live/store/clock";
import type { AgentRow } from "../../live/wire";
import { t } from "../../live/words";
import { beState } from "../actions";
import { agent, muted } from "../store/desk";
import { csrf, pages } from "../session";
import { AWAY } from "../store/wrap";

export const REASONS = { break: () => t("Break"), lunch: () => t("Lunch"), training: () => t("Training"), meeting: () => t("Meeting"), missed: () => t("Missed call") };

export function stateWord(me: AgentRow): string {
  if (me.state === "away") return REASONS[me.reason as keyof typeof REASONS]?.() ?? t("Away from the desk");
  const words = { offline: t("Offline"), available: t("Available"), on_call: t("On a call"), wrap_up: t("Closing") };
  return words[me.state];
}

export function Me() {
  const [open, setOpen] = useState(false);
  const here = useRef<HTMLDivElement>(null);
  const me = agent.value;
  useEffect(() => {
    if (!open) return;
    here.current?.querySelector<HTMLElement>("[role^=menuitem]")?.focus();
    const outside = (event: Event) => here.current?.contains(event.target as Node) || setOpen(false);
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [open]);
  if (!me) return null;
  const close = () => {
    setOpen(false);
    here.current?.querySelector<HTMLElement>("button")?.focus();
  };
  return (
    <div class="me-box" ref={here} onKeyDown={(event) => open && walk(event, close)}>
      <button class="btn plain me" type="button" aria-haspopup="menu" aria-expanded={open} onClick={() => setOpen(!open)}>
        {me.name} <b>{stateWord(me)}</b> <MySince me={me} />
      </button>
      {open && <Menu me={me} close={close} />}
    </div>
  );
}

/** How long I have been free or away; on a call the strip says it better. */
function MySince({ me }: { me: AgentRow }) {
  const counts = me.state === "available" || me.state === "away";
  return <span class="num quiet">{counts ? ago(secondsSince(me.since)) : ""}</span>;
}

function Menu({ me, close }: { me: AgentRow; close: () => void }) {
  const busy = me.state === "on_call" || me.state === "wrap_up";
  const choose = (state: "available" | "away" | "offline", reason?: string) => {
    close();
    void beState(state, reason);
  };
  const item = (label: string, state: "available" | "away" | "offline", reason?: string) => (
    <button
      type="button" role="menuitemradio" tabIndex={-1} aria-disabled={busy}
      aria-checked={me.state === state && (state !== "away" || me.reason === reason)}
      title={busy ? t("Finish the contact first") : undefined} onClick={() => busy || choose(state, reason)}
    >
      {label}
    </button>
  );
  return (
    <div class="menu" role="menu" aria-label={t("My state")}>
      {item(t("Available"), "available")}
      {AWAY.map((reason) => item(REASONS[reason](), "away", reason))}
      <hr />
      <button type="button" role="menuitemcheckbox" tabIndex={-1} aria-checked={!muted.value} onClick={() => toggleSound()}>
        {t("Ring aloud")}
      </button>
      <hr />
      {pages().map((each) => (
        <a key={each.name} role="menuitem" tabIndex={-1} href={each.path} target="_blank" rel="noopener" onClick={close}>{each.label}</a>
      ))}
      <hr />
      <form method="post" action="/sign-out" role="none">
        <input type="hidden" name="csrf_token" value={csrf()} />
        <button type="submit" role="menuitem" tabIndex={-1}>{t("Sign out")}</button>
      </form>
    </div>
  );
}

function toggleSound(): void {
  muted.value = !muted.value;
  localStorage.setItem("desk.muted", muted.value ? "1" : "");
}

function walk(event: KeyboardEvent, close: () => void): void {
  const items = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("[role^=menuitem]")];
  const at = items.indexOf(document.activeElement as HTMLElement);
  if (event.key === "Escape" || event.key === "Tab") close();
  else if (event.key === "ArrowDown") items[(at + 1) % items.length]?.focus();
  else if (event.key === "ArrowUp") items[(at - 1 + items.length) % items.length]?.focus();
  else return;
  if (event.key !== "Tab") event.preventDefault();
  event.stopPropagation();
}
