/** The sheet and the column beside it: one contact at a time, or what rings, or calm. */
import type { ContactRow } from "../../live/wire";
import { comparing } from "../store/compare";
import { current, isChat, proposing, ringsBeside } from "../store/desk";
import { jotting } from "../store/jot";
import { searching } from "../store/search";
import { transferring } from "../store/transfer";
import { keysShown } from "../store/view";
import { ReasonRow, VerifyRow } from "./Call";
import { Chat } from "./Chat";
import { Composer } from "./Composer";
import { NoteDock, Voice } from "./Dock";
import { Head } from "./Head";
import { NotesRow } from "./Notes";
import { SuggestedRow } from "./Suggested";
import { Idle, IdleRecord } from "./Idle";
import { Duplicate, Facts, JotRow, NoProposal, ResultsRow, Script, TransferRow, WhoRow, WrapUp } from "./later";
import { Five, Pop, TimeLeft } from "./Pop";
import { Record } from "./Record";

type Mode = "idle" | "pop" | "call" | "chat" | "wrap";

function modeOf(contact: ContactRow | undefined): Mode {
  if (!contact) return "idle";
  if (contact.state === "ringing") return "pop";
  if (contact.state === "wrap_up") return "wrap";
  return isChat(contact) ? "chat" : "call";
}

export function Sheet() {
  const contact = current.value;
  const mode = modeOf(contact);
  const kind = mode === "wrap" ? "sheet wrap" : mode === "chat" ? "sheet chat" : "sheet";
  return (
    <main class={kind} data-mode={mode} aria-labelledby="who" data-region tabIndex={-1} inert={keysShown.value}>
      {contact ? <Shown contact={contact} mode={mode} /> : <Idle />}
    </main>
  );
}

function Shown({ contact, mode }: { contact: ContactRow; mode: Mode }) {
  if (mode === "pop") return <><TimeLeft contact={contact} /><Pop contact={contact} /><Voice contact={contact} /></>;
  if (mode === "wrap") return <><Head contact={contact} />{comparing.value?.contact === contact.id ? <div class="ledger"><Duplicate /></div> : jotting.value?.contact === contact.id ? <div class="ledger"><JotRow contact={contact} /></div> : searching.value ? <div class="ledger"><ResultsRow /></div> : <WrapUp key={contact.id} contact={contact} />}</>;
  if (mode === "chat") return <><Head contact={contact} />{proposing.value.has(contact.id) ? <Proposing contact={contact} /> : <Chat contact={contact} />}<Composer contact={contact} /></>;
  if (proposing.value.has(contact.id)) return <><Head contact={contact} /><Proposing contact={contact} /><NoteDock contact={contact} /></>;
  return (
    <>
      <Head contact={contact} />
      <div class="ledger" key={contact.id}>
        <ReasonRow contact={contact} />
        {contact.customer === null && <WhoRow contact={contact} />}
        <VerifyRow contact={contact} />
        <NoProposal contact={contact} />
        {jotting.value?.contact === contact.id && <JotRow contact={contact} />}
        {transferring.value === contact.id && <TransferRow contact={contact} />}
        <NotesRow />
        {searching.value ? <ResultsRow /> : <SuggestedRow contact={contact} quiet />}
      </div>
      <NoteDock contact={contact} />
    </>
  );
}

function Proposing({ contact }: { contact: ContactRow }) {
  return (
    <div class="ledger">
      {jotting.value?.contact === contact.id && <JotRow contact={contact} />}
      {transferring.value === contact.id && <TransferRow contact={contact} />}
      <Script contact={contact} />
      {searching.value && <ResultsRow />}
    </div>
  );
}

export function Column() {
  const contact = current.value;
  if (ringsBeside.value) return <Five contact={ringsBeside.value} />;
  if (!contact) return <IdleRecord />;
  if (contact.state === "wrap_up") return <Facts contact={contact} />;
  return <Record contact={contact} />;
}

