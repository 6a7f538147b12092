import { span } from "../../live/format";
import { now } from "../../live/store/clock";
import { table } from "../../live/store/rows";
import { t } from "../../live/words";
import type { AgentRow } from "../../live/wire";
import { answering, columns, groups, secondsIn, wrapMargin, type Gathered, type Group } from "../reading";
import { chats, groupName } from "../wording";

export function Agents() {
  const agents = [...table("agent").value.values()];
  const found = groups(agents, table("ringing").value);
  return (
    <section class="agents" aria-labelledby="ag" tabIndex={0}>
      <h2 id="ag">{t("Agents, {n}", { n: answering(agents).length })}</h2>
      {columns(found).map((each, at) => <Column key={at} found={each} />)}
    </section>
  );
}

function Column({ found }: { found: Gathered[] }) {
  return (
    <div>
      {found.map(({ group, reason, agents }) => (
        <section class="state" key={`${group} ${reason}`}>
          <h3><b class="num">{agents.length}</b> {groupName(group, reason)}</h3>
          {group === "offline" ? <p>{agents.map((each) => each.first_name).join(", ")}</p> : <ol>{agents.map((each) => <Agent key={each.id} agent={each} group={group} />)}</ol>}
        </section>
      ))}
    </div>
  );
}

function Agent({ agent, group }: { agent: AgentRow; group: Group }) {
  const since = group === "ringing" ? table("ringing").value.get(agent.id) : undefined;
  const seconds = secondsIn(since ?? agent, now.value);
  const late = group === "wrap_up" && seconds > wrapMargin(table("queue").value.values());
  return (
    <li class={late ? "due" : undefined}>
      <span>{agent.first_name}</span>
      <b class="num">{beside(agent, group, seconds)}</b>
    </li>
  );
}

/** Who is in chats is told by how many. */
function beside(agent: AgentRow, group: Group, seconds: number): string {
  if (group === "in_chat") return chats(agent.chats);
  return agent.chats ? `${chats(agent.chats)}, ${span(seconds)}` : span(seconds);
}
