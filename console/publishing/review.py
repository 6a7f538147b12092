"""From a draft to somebody else's approval. Comments are free; approval counts until sent back."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from console.agents.agent import Agent
from console.errors import Invalid, Refused
from console.publishing import passages
from console.publishing.publication import Act, Did, Publication, State, Version, WrongState, lock, note
from console.publishing.publication import version as version_of
from console.publishing.versions import check_comment


class OwnVersion(Refused):
    message = "Somebody other than its author has to approve it."


def submit(session: Session, version: Version, *, by: Agent | None, comment: str = "") -> Version:
    """Draft → review. Refused when its kind says that it isn't ready."""
    publication, version = held(session, version)
    if version.state is State.REVIEW:
        return version
    must_be(version, State.DRAFT)
    publication.of_kind.ready(session, publication.key, version.content)
    version.state = State.REVIEW
    said(session, publication, version, Did.SUBMITTED, by, comment)
    return version


def comment(session: Session, version: Version, *, by: Agent, text: str, passage: str = "") -> Act:
    """A remark on a version, wherever it stands, or on a passage of it. Raises Invalid(field="passage")."""
    publication, version = held(session, version)
    if not text.strip():
        raise Invalid("A remark has words.", field="comment")
    return said(session, publication, version, Did.COMMENTED, by, text, passage)


def approve(session: Session, version: Version, *, by: Agent, comment: str = "") -> Version:
    """By anybody but its author; again by the same person changes nothing."""
    publication, version = held(session, version)
    must_be(version, State.REVIEW)
    if by.id == version.author_id:
        raise OwnVersion
    if by.id not in approvers(session, version):
        said(session, publication, version, Did.APPROVED, by, comment)
    return version


def send_back(session: Session, version: Version, *, by: Agent, comment: str, passage: str = "") -> Version:
    """Review → draft; its approvals no longer count, nor does a time it was to go out."""
    publication, version = held(session, version)
    must_be(version, State.REVIEW)
    if not comment.strip():
        raise Invalid("Say what is missing.", field="comment")
    version.state, version.publish_at = State.DRAFT, None
    said(session, publication, version, Did.SENT_BACK, by, comment, passage)
    return version


def approvers(session: Session, version: Version) -> list[int]:
    """Whose approval counts: given since it was last submitted, never its author's."""
    found: list[int] = []
    acts = select(Act).where(Act.publication_id == version.publication_id, Act.version == version.number)
    for act in session.scalars(acts.order_by(Act.seq)):
        if act.did in (Did.SUBMITTED, Did.SENT_BACK):
            found = []
        elif act.did is Did.APPROVED and act.agent_id is not None and act.agent_id != version.author_id:
            found.append(act.agent_id)
    return found


def may_go_out(session: Session, publication: Publication, version: Version) -> bool:
    """Whether the approval its kind asks for is there."""
    asked = publication.of_kind.asks_approval(session, publication.key, version.content)
    return not asked or (version.state is State.REVIEW and bool(approvers(session, version)))


def held(session: Session, version: Version) -> tuple[Publication, Version]:
    """Its publication locked, and the version as it stands now."""
    publication = lock(session, version.publication_id)
    return publication, version_of(session, publication, version.number)


def must_be(version: Version, *states: State) -> None:
    if version.state not in states:
        raise WrongState


def said(
    session: Session, publication: Publication, version: Version, did: Did, by: Agent | None, comment: str,
    passage: str = "",
) -> Act:  # fmt: skip
    check_comment(comment)
    passage = passages.checked(version.content, passage)
    return note(session, publication, did, version=version.number, by=by, comment=comment.strip(), passage=passage)


def waiting(session: Session, kind: str) -> list[Version]:
    """What is in review, the oldest first."""
    asked = select(Version).join(Version.publication).options(contains_eager(Version.publication))
    return list(session.scalars(
        asked.where(Publication.kind == kind, Version.state == State.REVIEW).order_by(Version.id)
    ))  # fmt: skip
