/** What an agent does, as one function each: ask the server, take its row, say what went wrong. */
import { desk } from "../live/api";
import { lose, receive, row } from "../live/store/rows";
import type { AgentRow, ContactRow, FormField, ScriptRow } from "../live/wire";
import { uuid } from "../live/uuid";
import { t } from "../live/words";
import { saveNote } from "./saving";
import { forget, valuesOf, type Values } from "./store/asked";
import { FACTS_NEEDED, tick, ticks, untickAll } from "./store/checks";
import { current, DEAD_MS, handset, isChat, propose, ringing, show } from "./store/desk";
import { hush, tell } from "./store/notices";
import { drop } from "./store/consulted";
import { clear } from "./store/search";

/** Runs one write; a refusal is said in the server's own words and changes nothing here. */
async function doing(write: () => Promise<ContactRow | void>): Promise<boolean> {
  try {
    const contact = await write();
    if (contact) receive("contact", contact);
    hush();
    return true;
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error), { trouble: true });
    return false;
  }
}

export function may(contact: ContactRow | undefined, control: ContactRow["controls"][number]): boolean {
  return contact?.controls.includes(control) ?? false;
}

export async function accept(): Promise<void> {
  const contact = ringing.peek();
  if (!contact || !may(contact, "answer")) return;
  if (performance.now() - (handset.peek()?.since ?? 0) < DEAD_MS) return;
  if (await doing(() => desk.accept(contact.id))) show(contact.id);
}

export async function decline(): Promise<void> {
  const contact = ringing.peek();
  if (!contact || !may(contact, "decline")) return;
  if (await doing(() => desk.decline(contact.id))) lose("contact", contact.id);
}

/** The call in hand: the phone's, whichever contact the sheet shows. */
export function callInHand(): ContactRow | undefined {
  const here = current.peek();
  return here && !isChat(here) && here.state === "active" ? here : undefined;
}

export async function holdOrResume(contact: ContactRow): Promise<void> {
  await doing(() => (contact.held ? desk.resume(contact.id) : desk.hold(contact.id)));
}

export async function muteOrNot(contact: ContactRow): Promise<void> {
  await doing(() => (contact.muted ? desk.unmute(contact.id) : desk.mute(contact.id)));
}

export async function end(contact: ContactRow): Promise<void> {
  await saveNote(contact.id);
  await doing(() => desk.end(contact.id));
}

export async function solve(contact: ContactRow): Promise<void> {
  if (contact.state === "active" && !contact.resolved_at) await doing(() => desk.solve(contact.id));
}

export async function turnToSales(contact: ContactRow): Promise<void> {
  await doing(() => desk.turnTo(contact.id, "sales"));
}

export async function identifyAs(customer: number): Promise<void> {
  const contact = current.peek();
  if (!contact || contact.state === "ringing") {
    return tell(t("Answer first: a person is opened inside a contact."), { trouble: true });
  }
  if (await doing(() => desk.identifyAs(contact.id, customer))) {
    untickAll(contact.id);
    drop();
    clear();
  }
}

/** Two ticks prove it; the sealed facts come by themselves. */
export async function tickCheck(contact: ContactRow, code: string, matches: boolean): Promise<void> {
  const now = tick(contact.id, code, matches);
  if (now.length < FACTS_NEEDED || contact.certainty === "verified") return;
  if (!(await doing(() => desk.verify(contact.id, [...now])))) tick(contact.id, code, false);
}

/** Something the caller said does not match: what was ticked counts no longer. */
export async function doesNotMatch(contact: ContactRow): Promise<void> {
  if (ticks(contact.id).length) untickAll(contact.id);
  tell(t("Not verified. Ask for another fact, or help without opening anything."));
}

/** F9: opens the proposal's script, or folds it. The customer has agreed to hear it. Whoever was writing the note
 * leaves it, so that 1 to 4 answer and are not written into it. */
export async function offer(contact: ContactRow, isOpen: boolean): Promise<void> {
  if (isOpen) return propose(contact.id, false);
  const proposal = row("decision", contact.id)?.proposal;
  const script = row("script", contact.id);
  if (!script && !proposal) return;
  try {
    if (!script && proposal) receive("script", await desk.openScript(contact.id, proposal.offer));
    (document.activeElement as HTMLElement | null)?.blur();
    propose(contact.id, true);
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error), { trouble: true });
  }
}

/** `more`: the reason that was chosen, or the day on which to ask again. */
export async function answerScript(contact: ContactRow, answer: string, more: { reason?: number; later_on?: string } = {}): Promise<void> {
  const script = row("script", contact.id);
  if (!script) return;
  try {
    const values = script.fields.length ? { values: { ...kept(script.fields), ...valuesOf(contact.id, script.step) } } : {};
    receive("script", await desk.answer(contact.id, { step: script.step, answer, version: script.version, ...values, ...more }));
    forget(contact.id, script.step);
    hush();
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error), { trouble: true });
  }
}

/** What was answered before and stands in the form again is answered again. */
function kept(fields: FormField[]): Values {
  return Object.fromEntries(fields.flatMap((each) => (each.value === null ? [] : [[each.key, each.value]])));
}

const sending = new Map<string, string>();

/** What a step sends, where the agent chose: pressed twice, or again after a cut line, it is sent once. */
export async function sendDocuments(contact: ContactRow, script: ScriptRow, to: string): Promise<void> {
  const what = [contact.id, script.offer, script.step, to].join();
  const key = sending.get(what) ?? uuid();
  sending.set(what, key);
  try {
    receive("script", await desk.sendDocuments(contact.id, key, { step: script.step, to }));
    sending.delete(what);
    hush(); // what it refused before is done now
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error), { trouble: true });
  }
}

export async function jumpTo(contact: ContactRow, step: string): Promise<void> {
  const script = row("script", contact.id);
  if (!script) return;
  try {
    receive("script", await desk.jump(contact.id, step, script.version));
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error), { trouble: true });
  }
}

export async function stepBack(contact: ContactRow): Promise<void> {
  try {
    receive("script", await desk.stepBack(contact.id));
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error), { trouble: true });
  }
}

export async function beState(state: "available" | "away" | "offline", reason?: string): Promise<void> {
  try {
    const mine: AgentRow = await desk.beState(state, reason);
    receive("agent", mine);
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error), { trouble: true });
  }
}
