/** Our people, as rows: Ada and Bob answer, Cleo and Dan call. */
import type { ContactRow, CustomerRow } from "../live/wire";

export function callFrom(customer: number | null, facts: Partial<ContactRow> = {}): ContactRow {
  return {
    id: 7, version: 1, channel: "phone", state: "ringing", held: false, muted: false, passed: null, slot: 1, queue: 1, purpose: "service",
    customer, certainty: customer ? "recognised" : "unknown", candidates: [], language: "es", caller: "+34611000001",
    line: "+34900555010", choices: [], queued_at: "2026-11-24T10:41:00Z", rung_at: "2026-11-24T10:42:12Z",
    ring_until: "2026-11-24T10:42:32Z", accepted_at: null, held_since: null, ended_at: null, ended_by: null,
    wrap_until: null, verified_at: null, resolved_at: null, controls: ["answer", "decline", "mute", "hold", "hang_up"],
    ...facts,
  };
}

export const CLEO = 1;
export const DAN = 2;

export function person(id: number, name: string, facts: Partial<CustomerRow> = {}): CustomerRow {
  return {
    id, version: 1, name, first_name: name.split(" ")[0] ?? name, language: "es", facts: [], checks: [], reason: null,
    warning: null, promise: null, contacts: [], timeline: [], consents: [], sources: [], ...facts,
  };
}

export const cleo = person(CLEO, "Cleo Martín");
export const dan = person(DAN, "Dan Soto");
