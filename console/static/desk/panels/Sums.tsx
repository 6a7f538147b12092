/** Why this offer: an addition anybody can check; and why not the others. */
import { capital, signed } from "../../live/format";
import { say } from "../../live/phrases";
import { row } from "../../live/store/rows";
import type { Alternative, ContactRow, Proposal } from "../../live/wire";
import { t } from "../../live/words";
import { Icon } from "../../parts/icons";
import { inMine } from "../names";

export function Sums({ contact }: { contact: ContactRow }) {
  const decision = row("decision", contact.id);
  if (!decision?.proposal) return null;
  return (
    <section class="row" aria-labelledby="why">
      <h2 class="dt" id="why">{t("Why this one")}</h2>
      <div class="sums">
        <Sum proposal={decision.proposal} />
        <Others others={decision.others} currency={decision.proposal.currency} />
      </div>
    </section>
  );
}

/** Nothing is proposed: why, with its figure, and what came nearest. */
export function NoProposal({ contact }: { contact: ContactRow }) {
  const decision = row("decision", contact.id);
  if (contact.state !== "active" || !contact.resolved_at || !decision?.closed || decision.proposal || row("script", contact.id)) return null;
  return (
    <section class="row" aria-labelledby="none">
      <h2 class="dt" id="none">{t("Proposal")}</h2>
      <div class={decision.others.length ? "sums" : undefined}>
        <p class="none"><b>{t("None.")}</b> {capital(say(decision.closed).lead)}.</p>
        <Others others={decision.others} currency="EUR" />
      </div>
    </section>
  );
}

function Others({ others, currency }: { others: Alternative[]; currency: string }) {
  if (!others.length) return null;
  return (
    <div>
      <h3>{t("Why not others")}</h3>
      <ul class="others">{others.map((other, index) => <Other key={index} other={other} currency={currency} />)}</ul>
    </div>
  );
}

function Sum({ proposal }: { proposal: Proposal }) {
  return (
    <table class="sum">
      <caption class="vh">{t("The sum of the proposal")}</caption>
      <tbody>
        {proposal.why.map((line, index) => (
          <tr key={index} class={line.sign === "minus" ? "minus" : undefined}>
            <td class="ic"><Icon name={line.sign} /></td>
            <th scope="row">{say(line.phrase).lead}</th>
            <td class="num">{signed(line.sign === "minus" ? -Math.abs(line.cents) : line.cents, proposal.currency)}</td>
          </tr>
        ))}
        <tr class="total">
          <td />
          <th scope="row">{t("Expected for mentioning it")}</th>
          <td class="num">{signed(proposal.expected_cents, proposal.currency)}</td>
        </tr>
      </tbody>
    </table>
  );
}

function Other({ other, currency }: { other: Alternative; currency: string }) {
  const short = other.verdict.code === "gate_eligibility" ? t("not eligible") : t("closed");
  return (
    <li>
      <span>{inMine(other.name)}</span>
      <b class={other.cents === null ? undefined : "num"}>{other.cents === null ? short : signed(other.cents, currency)}</b>
      <small>{say(other.verdict).lead}</small>
    </li>
  );
}
