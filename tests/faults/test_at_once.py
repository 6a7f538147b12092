"""Several hands on the same contact at the same instant, on both databases, in real threads."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest

from console import clock, db, due, events
from console.agents.agent import Agent, Role
from console.contacts import assignment, holding, identifying, messaging, wrapping_up
from console.contacts.contact import AT_A_DESK, Contact, ContactEvent, ContactState, Queue, lock
from console.customers import margins, suspecting
from console.db import reading, transaction
from console.errors import Refusal
from console.knowledge import articles, bulletin, self_service
from console.knowledge.bulletin import Bulletin
from console.knowledge.self_service import Came, Sums
from console.offers import approvals, decisions
from console.worker import LIGHT, Worker
from tests import cast
from tests.cast import Cast
from tests.customers.exporting import person


@pytest.fixture
def people(store: str) -> Cast:
    return cast.cast()


def together(*doing: Callable[[], object]) -> list[object]:
    """Each in a thread of its own, let go at the same instant; what each answered or raised."""
    barrier = threading.Barrier(len(doing))
    answers: list[object] = [None] * len(doing)

    def run(place: int, what: Callable[[], object]) -> None:
        barrier.wait(10)
        try:
            answers[place] = what()
        except Exception as error:
            answers[place] = error

    threads = [threading.Thread(target=run, args=each) for each in enumerate(doing)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(30)
    assert not any(each.is_alive() for each in threads)
    return answers


def rings_at(contact_id: int, *agent_ids: int) -> None:
    with transaction() as session:
        agents = [session.get_one(Agent, each) for each in agent_ids]
        assignment.ring_there(session, session.get_one(Contact, contact_id), agents)


def by(agent_id: int, verb: Callable[..., object], contact_id: int, **facts: object) -> object:
    with transaction() as session:
        return verb(session, session.get_one(Contact, contact_id), by=session.get_one(Agent, agent_id), **facts)


def accepts(agent_id: int, contact_id: int) -> Callable[[], object]:
    return partial(by, agent_id, assignment.accept, contact_id)


def gone(contact_id: int) -> object:
    with transaction() as session:
        return wrapping_up.customer_gone(session, session.get_one(Contact, contact_id), cause="cancel")


def test_of_two_who_accept_at_once_one_wins_and_the_other_is_told(people: Cast) -> None:
    cast.available(people.ada, people.bob)
    won: Counter[int] = Counter()
    for _ in range(8):
        contact_id = cast.call()
        rings_at(contact_id, people.ada, people.bob)
        answers = together(*(accepts(each, contact_id) for each in (people.ada, people.bob)))
        assert sorted(type(each).__name__ for each in answers) == ["AlreadyAssigned", "Contact"]
        winner = cast.contact(contact_id).agent_id
        assert winner == (people.ada if isinstance(answers[0], Contact) else people.bob)
        won[winner] += 1
        by(winner, wrapping_up.hang_up, contact_id)
        with transaction() as session:
            wrapping_up.wrap_up(
                session, session.get_one(Contact, contact_id), by=session.get_one(Agent, winner),
                disposition="done", follow_up=None, next_state=cast.AgentState.AVAILABLE,
            )  # fmt: skip
    assert sum(won.values()) == 8


def test_a_hangup_at_the_instant_of_accepting_is_never_lost(people: Cast) -> None:
    for _ in range(8):
        cast.available(people.ada)
        contact_id = cast.call()
        cast.route()
        answers = together(accepts(people.ada, contact_id), partial(gone, contact_id))
        assert not [each for each in answers if isinstance(each, Exception) and not isinstance(each, Refusal)]
        ended = cast.contact(contact_id)
        assert ended.state in (ContactState.ABANDONED, ContactState.WRAP_UP)
        if ended.state is ContactState.WRAP_UP:
            with transaction() as session:
                wrapping_up.wrap_up(
                    session, session.get_one(Contact, contact_id), by=session.get_one(Agent, people.ada),
                    disposition="done", follow_up=None, next_state=cast.AgentState.AVAILABLE,
                )  # fmt: skip


def test_the_same_arrival_told_to_two_at_once_is_one_contact(people: Cast) -> None:
    def arrives(key: str) -> Callable[[], object]:
        return lambda: cast.call(key=key)

    for _ in range(8):
        key = str(uuid4())
        first, second = together(arrives(key), arrives(key))
        assert isinstance(first, int) and first == second


def test_what_a_visitor_read_and_what_came_of_it_told_at_once_is_one_reading(people: Cast) -> None:
    with transaction() as session:
        told = {"key": "vouchers", "language": "es", "title": "Vales", "body": "Treinta días."}
        article_id = articles.publish(session, **told, public=True).id

    def tells(key: str, came: Came) -> Callable[[], object]:
        def tell() -> object:
            with transaction() as session:
                return self_service.tell(session, client_id=key, article_id=article_id, version=1, came=came).client_id

        return tell

    for _ in range(8):
        key = str(uuid4())
        assert together(tells(key, Came.OPENED), tells(key, Came.HELPED)) == [key, key]
    with reading() as session:
        assert self_service.sums(session, article_id) == Sums(opened=8, helped=8)


def test_a_doubt_and_a_categorys_share_told_by_two_at_once_are_kept_once(people: Cast) -> None:
    for nth in range(8):
        one, other = (person("crm", f"{side}{nth}", f"Ada {side} Lovelace") for side in "ab")

        def asks(who: int, one: int = one, other: int = other) -> object:
            with transaction() as session:
                link = suspecting.suspect(session, one, other, by=session.get_one(Agent, who))
                return link.id if link else None

        def says(who: int, name: str = f"bread {nth}") -> object:
            with transaction() as session:
                return margins.set_share(session, name, who / 100, by=session.get_one(Agent, who))

        first, second = together(partial(asks, people.ada), partial(asks, people.bob))
        assert isinstance(first, int) and first == second
        assert together(partial(says, people.ada), partial(says, people.bob)) == [None, None]
    with reading() as session:
        assert len(margins.shares(session)) == 8


def test_a_note_acknowledged_in_two_tabs_at_once_is_acknowledged_once(people: Cast) -> None:
    def acknowledges(note_id: int) -> object:
        with transaction() as session:
            note, ada = session.get_one(Bulletin, note_id), session.get_one(Agent, people.ada)
            return bulletin.acknowledge(session, note, by=ada).id

    for _ in range(8):
        with transaction() as session:
            cleo, until = session.get_one(Agent, people.cleo), clock.now() + timedelta(hours=1)
            note_id = bulletin.write(session, by=cleo, text="No cards today.", queues=[], ends_at=until).id
        first, second = together(*[partial(acknowledges, note_id)] * 2)
        assert isinstance(first, int) and first == second


def test_two_who_choose_what_needs_approval_at_once_are_both_answered(people: Cast) -> None:
    def chooses(*wanted: str) -> Callable[[], object]:
        def choose() -> None:
            with transaction() as session:
                approvals.choose(session, wanted, by=session.get_one(Agent, people.cleo))

        return choose

    with transaction() as session:
        session.get_one(Agent, people.cleo).role = Role.ADMIN
    for _ in range(8):
        assert together(chooses("cheese", "wine"), chooses("wine", "cheese")) == [None, None]
        with reading() as session:
            assert approvals.categories(session) == ["cheese", "insurance", "wine"]
        chooses()()


def test_two_tabs_of_a_visitor_write_one_thread_without_a_gap(people: Cast) -> None:
    with transaction() as session:
        queue = session.get_one(Queue, people.chat)
        chat, key = messaging.start(session, queue=queue, client_id=str(uuid4()), language="es", name=None, text="Hola")

    def writes(client_id: str) -> object:
        with transaction() as session:
            return messaging.say(session, messaging.opened(session, key), client_id=client_id, text=client_id).seq

    ids = [str(uuid4()) for _ in range(10)]
    answers = together(*(lambda each=each: writes(each) for each in [*ids, *ids]))  # each sent twice
    assert answers[:10] == answers[10:]
    with reading() as session:
        said = messaging.messages_of(session, chat.contact_id)
    assert [each.seq for each in said] == list(range(1, 12))


def test_a_verb_never_waits_for_work_that_waits_for_the_verb(postgresql_url: str) -> None:
    """The handler holds its row and wants the contact; the verb holds the contact and wishes the
    same again. (On SQLite there is only one writer.)"""
    db.connect(postgresql_url)
    people = cast.cast()
    contact_id = cast.on_a_call(people.ada)
    claimed = threading.Event()

    def verb() -> None:
        with transaction() as session:
            contact = lock(session, contact_id)
            held.set()
            assert claimed.wait(10)
            identifying.decide_again(session, contact)
            due.cancel(session, "offers.decide", str(contact_id))

    def handler() -> None:
        assert held.wait(10)
        with transaction() as session:
            row = due.claim(session, ["offers.decide"])
            assert row is not None
            session.delete(row)
            session.flush()
            claimed.set()
            decisions.decide_due(session, row)

    held = threading.Event()
    assert together(verb, handler) == [None, None]


@pytest.mark.parametrize("seed", range(3))
def test_no_two_hands_ever_wait_for_each_other(people: Cast, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Calls come, ring, are taken, held and left, while two workers do what falls due: nothing but
    refusals comes of it, and the record stays whole."""
    failed: list[str] = []
    monkeypatch.setattr(events.log, "exception", lambda *words, **_: failed.append(str(words)))
    cast.carmen()
    cast.available(people.ada, people.bob)
    calls = [cast.call(caller=cast.CARMEN) for _ in range(6)]
    workers = [Worker(LIGHT), Worker(LIGHT)]
    for each in workers:
        monkeypatch.setattr(each, "one", noisy(each, failed))

    def hand(number: int) -> Callable[[], object]:
        chance = random.Random(seed * 100 + number)

        def works() -> None:
            for _ in range(12):
                step(people, calls, chance)

        return works

    answers = together(*(hand(each) for each in range(4)), *(each.work_off for each in workers))
    assert [each for each in answers if isinstance(each, Exception)] == []
    assert failed == []
    whole(people)
    for each in workers:
        each.stop()


def noisy(worker: Worker, failed: list[str]) -> Callable[[], bool]:
    """The worker's step, with a failure remembered instead of put off."""

    def one() -> bool:
        try:
            with transaction() as session:
                claimed = due.claim(session, list(worker.handlers))
                if claimed is None:
                    return False
                session.delete(claimed)
                session.flush()
                worker.handlers[claimed.kind](session, claimed)
        except Exception as error:
            failed.append(repr(error))
        return True

    return one


def step(people: Cast, calls: list[int], chance: random.Random) -> None:
    agent_id, contact_id = chance.choice((people.ada, people.bob)), chance.choice(calls)
    what = chance.choice(("accept", "decline", "hold", "hang_up", "resolve", "gone", "call"))
    try:
        match what:
            case "accept":
                by(agent_id, assignment.accept, contact_id)
            case "decline":
                by(agent_id, assignment.decline, contact_id)
            case "hold":
                by(agent_id, holding.hold, contact_id)
            case "hang_up":
                by(agent_id, wrapping_up.hang_up, contact_id)
            case "resolve":
                by(agent_id, wrapping_up.resolve, contact_id)
            case "gone":
                gone(contact_id)
            case "call":
                calls.append(cast.call(caller=cast.CARMEN))
    except Refusal:
        pass  # somebody was faster


def whole(people: Cast) -> None:
    with reading() as session:
        for contact in session.query(Contact):
            seqs = [seq for (seq,) in session.query(ContactEvent.seq).filter_by(contact_id=contact.id)]
            assert sorted(seqs) == list(range(1, contact.seq + 1))
        for agent_id in (people.ada, people.bob):
            mine = [each for each in session.query(Contact) if agent_id in each.agents and each.state in AT_A_DESK]
            assert len(mine) <= 1
