"""/contacts/7/mute and /contacts/7/transfer: the keys beside hold."""

from __future__ import annotations

from flask import Blueprint, Response

from console import clock
from console.contacts import muting, transferring
from console.db import reading, transaction
from console.desk.rows import Named, TransferAgent, TransferQueue, TransferTargets
from console.errors import Invalid
from console.reports import metrics
from console.routes import people
from console.routes.contacts import change, found
from console.routes.reading_input import NOTHING, body, json

call_keys = Blueprint("call_keys", __name__, url_prefix="/contacts/<int:contact_id>")


@call_keys.put("/mute")
def mute(contact_id: int) -> Response:
    return change(contact_id, lambda s, c, a: muting.mute(s, c, by=a))


@call_keys.delete("/mute")
def unmute(contact_id: int) -> Response:
    return change(contact_id, lambda s, c, a: muting.unmute(s, c, by=a))


@call_keys.get("/transfer")
def targets(contact_id: int) -> Response:
    people.who()
    with reading() as session:
        agent = people.agent(session)
        contact = found(session, agent, contact_id)
        queues, agents = transferring.targets(session, contact, by=agent)
        known, today = contact.queue, clock.now().date()
        answer = TransferTargets(
            queues=[
                TransferQueue(each.id, Named(es=each.name_es, en=each.name_en), metrics.free_agents(session, each))
                for each in queues
            ],
            agents=[
                TransferAgent(each.id, each.name, each.has(known.skill, known.level, today)) for each in agents
            ],
        )  # fmt: skip
    return json(answer)


@call_keys.put("/transfer")
def transfer(contact_id: int) -> tuple[str, int]:
    """To one queue or to one colleague; it is gone from this desk."""
    people.who()
    sent = body()
    queue_id, agent_id = sent.maybe_number("queue"), sent.maybe_number("agent")
    words = sent.text("words", most=transferring.LONGEST, default="")
    if (queue_id is None) is (agent_id is None):
        raise Invalid("Choose a queue or a colleague.", field="queue")
    with transaction() as session:
        agent = people.agent(session)
        contact = found(session, agent, contact_id)
        if queue_id is not None:
            transferring.to_queue(session, contact, by=agent, queue_id=queue_id, words=words)
        elif agent_id is not None:
            transferring.to_agent(session, contact, by=agent, agent_id=agent_id, words=words)
    return NOTHING
