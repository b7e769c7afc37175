"""The common currency of the coder: a place in the text that may report an action, as it fills up.

Triggers make candidates, later steps return completed copies. A trained model can make them too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pipeline.classify.cued.lexicon import Frame, SubjectRole
from pipeline.passages import Name, Party, TimeExpression
from pipeline.records import Auxiliary, EventType, Mode

if TYPE_CHECKING:
    from spacy.tokens import Token

Status = Literal["asserted", "plan", "content", "purpose", "setting", "negated", "hypothetical"]


@dataclass(frozen=True, slots=True)
class Realis:
    """How the text holds the action to be real.

    `asserted`: told as done; `plan`: firmly going to be; `content`: only talked of or part of another
    act; `purpose`: an aim; `setting`: presupposed by a phrase such as `during the meeting`.
    """

    status: Status = "asserted"
    past_perfect: bool = False
    present: bool = False
    governor: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """`head` names the act; `support` is the verb that carries a noun (`held` in `held talks`)."""

    head: Token
    type: EventType
    frame: Frame
    weight: float
    rule: str
    mode: str = ""
    support: Token | None = None
    carried: Token | None = None
    role: SubjectRole = "actor"
    of: Literal["subj", "obj"] = "subj"
    realis: Realis = Realis()
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    modes: tuple[Mode, ...] = ()
    auxiliary: tuple[Auxiliary, ...] = ()
    dates: tuple[TimeExpression, ...] = ()
    durations: tuple[TimeExpression, ...] = ()
    scheduled: TimeExpression | None = None
    place: Name | None = None
    borrowed: bool = False
    told_as: EventType | None = None
    also: tuple[Token, ...] = ()

    @property
    def verb(self) -> Token:
        """The token whose clause the act stands in."""
        return self.support or self.head

    @property
    def is_noun(self) -> bool:
        """Whether the act is named by a noun."""
        return self.head.pos_ in {"NOUN", "PROPN"}

    @property
    def is_bare(self) -> bool:
        """Whether it is a noun that no verb carries."""
        return self.support is None and self.is_noun
