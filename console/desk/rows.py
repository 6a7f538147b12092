"""Every row that goes over the wire: its shape, and nothing else.

A row is whole, carries ``version`` and comes from the same function for a push and for the
snapshot, so a browser keeps whichever is newer. No row embeds a fact that another row may
change. ``desk/wire.py`` prints this file, and the `rows_….py` it takes in, as TypeScript; a test
says when the print is stale.

``KIND`` is the row's name on the wire and in the browser's store; ``KEY`` the field it is
known by. Times are aware UTC; money is integer cents beside its currency; what a person reads
is either words a source gave us (``text``) or a :class:`Phrase` the browser puts into words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from console.desk.rows_contact import ArticleSent as ArticleSent
from console.desk.rows_contact import ChatRow as ChatRow
from console.desk.rows_contact import ContactCode as ContactCode
from console.desk.rows_contact import ContactRow as ContactRow
from console.desk.rows_contact import FileSent as FileSent
from console.desk.rows_contact import MessageRow as MessageRow
from console.desk.rows_contact import NoteRow as NoteRow
from console.desk.rows_contact import Passed as Passed
from console.desk.rows_contact import ReadBefore as ReadBefore
from console.desk.rows_contact import TransferAgent as TransferAgent
from console.desk.rows_contact import TransferQueue as TransferQueue
from console.desk.rows_contact import TransferTargets as TransferTargets
from console.desk.rows_customer import Check as Check
from console.desk.rows_customer import Cited as Cited
from console.desk.rows_customer import CustomerRow as CustomerRow
from console.desk.rows_customer import Entry as Entry
from console.desk.rows_customer import Fact as Fact
from console.desk.rows_customer import Person as Person
from console.desk.rows_customer import Promise as Promise
from console.desk.rows_customer import SealedRow as SealedRow
from console.desk.rows_duplicate import DuplicateLine as DuplicateLine
from console.desk.rows_duplicate import DuplicateSheet as DuplicateSheet
from console.desk.rows_duplicate import DuplicateSide as DuplicateSide
from console.desk.rows_floor import AgentRow as AgentRow
from console.desk.rows_floor import Disposition as Disposition
from console.desk.rows_floor import LegalAhead as LegalAhead
from console.desk.rows_floor import LegalClockRow as LegalClockRow
from console.desk.rows_floor import QueueRow as QueueRow
from console.desk.rows_floor import QueueStatsRow as QueueStatsRow
from console.desk.rows_floor import RingingRow as RingingRow
from console.desk.rows_follow_up import FollowUpRow as FollowUpRow
from console.desk.rows_knowledge import ArticlePage as ArticlePage
from console.desk.rows_knowledge import BulletinReadRow as BulletinReadRow
from console.desk.rows_knowledge import BulletinRow as BulletinRow
from console.desk.rows_knowledge import FileBeside as FileBeside
from console.desk.rows_knowledge import Found as Found
from console.desk.rows_knowledge import HelpArticle as HelpArticle
from console.desk.rows_knowledge import Hit as Hit
from console.desk.rows_knowledge import ReviewRow as ReviewRow
from console.desk.rows_knowledge import Step as Step
from console.desk.rows_knowledge import SuggestionRow as SuggestionRow
from console.desk.rows_knowledge import Was as Was
from console.desk.rows_offer import Alternative as Alternative
from console.desk.rows_offer import Answer as Answer
from console.desk.rows_offer import DecisionRow as DecisionRow
from console.desk.rows_offer import LaterDays as LaterDays
from console.desk.rows_offer import OfferCard as OfferCard
from console.desk.rows_offer import Price as Price
from console.desk.rows_offer import Proposal as Proposal
from console.desk.rows_offer import ScriptRow as ScriptRow
from console.desk.rows_offer import ScriptStep as ScriptStep
from console.desk.rows_offer import Why as Why
from console.desk.rows_phrase import Named as Named
from console.desk.rows_phrase import Phrase as Phrase
from console.desk.rows_phrase import PhraseCode as PhraseCode
from console.desk.rows_phrase import Scalar as Scalar
from console.desk.rows_profile import ConsentLine as ConsentLine
from console.desk.rows_profile import Figures as Figures
from console.desk.rows_profile import HeldValue as HeldValue
from console.desk.rows_profile import ProfileField as ProfileField
from console.desk.rows_profile import ProfilePage as ProfilePage
from console.desk.rows_profile import Remembered as Remembered
from console.desk.rows_script import DocumentPlace as DocumentPlace
from console.desk.rows_script import Documents as Documents
from console.desk.rows_script import DocumentsSent as DocumentsSent
from console.desk.rows_script import FormChoice as FormChoice
from console.desk.rows_script import FormField as FormField
from console.desk.rows_script import ScriptDocument as ScriptDocument
from console.desk.rows_visitor import VisitorChatRow as VisitorChatRow
from console.desk.rows_visitor import VisitorMessageRow as VisitorMessageRow
from console.desk.rows_visitor import VisitorPlaceRow as VisitorPlaceRow
from console.desk.rows_wrap_up import ProposedFollowUp as ProposedFollowUp
from console.desk.rows_wrap_up import ProposedReason as ProposedReason
from console.desk.rows_wrap_up import Sentence as Sentence
from console.desk.rows_wrap_up import WrapUpRow as WrapUpRow

AgentSide = (
    ContactRow
    | NoteRow
    | ChatRow
    | MessageRow
    | CustomerRow
    | SealedRow
    | DecisionRow
    | ScriptRow
    | WrapUpRow
    | QueueRow
    | QueueStatsRow
    | AgentRow
    | RingingRow
    | LegalClockRow
    | BulletinRow
    | BulletinReadRow
    | FollowUpRow
    | ReviewRow
    | SuggestionRow
)
VisitorSide = VisitorChatRow | VisitorPlaceRow | VisitorMessageRow
Row = AgentSide | VisitorSide


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything one person may see now; embedded in the page and fetched after every connect."""

    me: int | None  # the agent's id; None for a visitor
    now: datetime
    build: str
    rows: list[dict[str, object]]  # each {"kind": KIND, "row": row}


KINDS: tuple[type[Row], ...] = (
    ContactRow, NoteRow, ChatRow, MessageRow, CustomerRow, SealedRow, DecisionRow, ScriptRow,
    WrapUpRow, QueueRow, QueueStatsRow, AgentRow, RingingRow, LegalClockRow,
    BulletinRow, BulletinReadRow, FollowUpRow, ReviewRow, SuggestionRow,
    VisitorChatRow, VisitorPlaceRow, VisitorMessageRow,
)  # fmt: skip
