/** What each key of the rail does now, in which words, and why it may be dim. One table for keys, clicks and the sheet on F1. */
import { row } from "../live/store/rows";
import type { ContactRow } from "../live/wire";
import { t } from "../live/words";
import type { IconName } from "../parts/icons";
import * as actions from "./actions";
import { current, isChat, proposing, ringing } from "./store/desk";
import type { Action } from "./store/keys";
import { wrap } from "./store/wrap";
import { transferring } from "./store/transfer";
import { finish, missing } from "./wrapping";

export interface Verb {
  action: Action;
  label: string;
  icon?: IconName;
  /** Why it can't be done now; the key dims and says so. */
  dim: string | null;
  pressed?: boolean;
  act?: boolean;
  run: () => void;
}

type Moment = "ringing" | "call" | "chat" | "wrap" | "idle";

export function momentOf(contact: ContactRow | undefined): Moment {
  if (ringing.value) return "ringing";
  if (!contact) return "idle";
  if (contact.state === "wrap_up") return "wrap";
  return isChat(contact) ? "chat" : "call";
}

/** The contact the call group of the rail speaks of: what rings comes before what is shown. */
export function callOf(): ContactRow | undefined {
  return ringing.value ?? (current.value && !isChat(current.value) ? current.value : undefined);
}

const noCall = () => t("No call in hand");
const elsewhere = () => t("Do it on your phone");
const nothing = () => undefined;

export function answerVerb(): Verb {
  const contact = callOf();
  if (contact?.state === "ringing") {
    const can = actions.may(contact, "answer");
    return { action: "answer", label: t("Answer"), icon: "phone", act: can, dim: can ? null : t("Answer on your phone"), run: () => void actions.accept() };
  }
  const can = contact?.state === "active" && actions.may(contact, "mute");
  const dim = can ? null : contact?.state === "active" ? t("Mute on your phone") : noCall();
  return { action: "answer", label: contact?.muted ? t("Unmute") : t("Mute"), icon: "mute", pressed: contact?.muted ?? false, dim, run: () => void (contact && actions.muteOrNot(contact)) };
}

export function holdVerb(): Verb {
  const contact = callOf();
  const talking = contact?.state === "active";
  const can = talking && actions.may(contact, "hold");
  return {
    action: "hold", label: contact?.held ? t("Resume") : t("Hold"), icon: "hold", pressed: contact?.held ?? false,
    dim: can ? null : talking ? elsewhere() : noCall(), run: () => void (contact && actions.holdOrResume(contact)),
  };
}

export function transferVerb(): Verb {
  const contact = ringing.value ? undefined : current.value;
  const talking = contact?.state === "active";
  const can = talking && actions.may(contact, "transfer");
  const open = contact !== undefined && transferring.value === contact.id;
  return {
    action: "transfer", label: t("Transfer"), icon: "transfer", pressed: open,
    dim: can ? null : talking ? t("Transfer on your phone") : noCall(), run: () => void (transferring.value = open ? null : (contact?.id ?? null)),
  };
}

export function noVerb(): Verb {
  const contact = callOf();
  if (contact?.state === "ringing") {
    const can = actions.may(contact, "decline");
    return { action: "no", label: t("Decline"), icon: "hangup", dim: can ? null : t("Decline on your phone"), run: () => void actions.decline() };
  }
  const talking = contact?.state === "active";
  const can = talking && actions.may(contact, "hang_up");
  return { action: "no", label: t("Hang up"), icon: "hangup", dim: can ? null : talking ? t("Hang up on your phone") : noCall(), run: () => void (contact && actions.end(contact)) };
}

export function offerVerb(): Verb {
  const contact = current.value;
  const decision = row("decision", contact?.id);
  const open = contact !== undefined && proposing.value.has(contact.id);
  const ready = contact?.state === "active" && (decision?.proposal || row("script", contact.id));
  const ended = contact?.state === "wrap_up" ? t("The contact is over") : null;
  const later = ended ?? (decision?.proposals ? t("Once the problem is solved") : t("Nothing to propose"));
  return { action: "offer", label: t("Proposal"), pressed: open && !ended, dim: ready && !ringing.value ? null : later, run: () => void (contact && actions.offer(contact, open)) };
}

export function closeVerb(): Verb {
  const contact = current.value;
  const base = { action: "close" as const, run: nothing };
  if (!contact || contact.state === "ringing") return { ...base, label: t("Close"), dim: t("No contact open") };
  if (contact.state === "wrap_up") {
    const { next } = wrap(contact.id);
    const label = isChat(contact) ? t("Finish the chat") : next === "available" ? t("Finish and be available") : t("Finish and be away");
    return { ...base, label, act: true, dim: missing(contact), run: () => void finish(contact) };
  }
  if (isChat(contact)) return { ...base, label: t("Close chat"), dim: null, run: () => void actions.end(contact) };
  return { ...base, label: t("Close contact"), dim: t("Hang up first") };
}
