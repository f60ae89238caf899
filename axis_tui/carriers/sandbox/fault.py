"""The knobs that make the sandbox misbehave, each for ever or for so many calls; deterministic throughout."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b

from axis_tui.carriers.sandbox.codec import decode, encode
from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.renewal_word import DeclineKind
from axis_tui.domain.text import clean

LONGEST_DELAY_MS = 60_000
LASTING = frozenset({"seed", "on", "look_up_lag_s"})
"""Knobs that are only set for ever: no call uses them up."""
KnobValue = str | int | bool | None


class Drop(StrEnum):
    """When an answer is lost."""

    BEFORE = "before"
    """The carrier never acted."""
    AFTER = "after"
    """It acted, and then its answer was lost."""


class Calls(StrEnum):
    """Which calls a lost answer, a refused connection and a delay befall."""

    ORDERS = "orders"
    """`order` and `top_up`."""
    READS = "reads"
    """All others."""
    EVERY = "every"


class Verdict(StrEnum):
    """How the review of a cancellation ends."""

    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Knobs:
    """How the sandbox behaves; as made, it behaves well. Raises Problem for what cannot be."""

    decline: DeclineKind | None = None
    """Orders are not taken, for this reason."""
    drop: Drop | None = None
    """The answer is lost."""
    drop_percent: int = 0
    """So many calls of a hundred lose their answer, half of them after the carrier acted; by `seed`."""
    seed: int = 0
    refuse_connection: bool = False
    repeat: bool = False
    """The network delivers an order twice."""
    delay_ms: int = 0
    """Half of it passes on the way there, half on the way back."""
    credit_delay_s: int | None = 3
    """Seconds from an order to its data; None is never."""
    price_percent: int = 0
    """Added to every price; may be negative."""
    fee_minor: int = 0
    """Added to every order, in minor units of its price."""
    look_up_lag_s: int = 0
    """Seconds until a look-up sees an order."""
    review_s: int = 120
    """Seconds that the review of a cancellation takes."""
    verdict: Verdict = Verdict.APPROVED
    ends_s: int | None = 0
    """Seconds from an approval to the end of the service; None is never."""
    on: Calls = Calls.ORDERS

    def __post_init__(self) -> None:
        spans = (self.credit_delay_s or 0, self.look_up_lag_s, self.review_s, self.ends_s or 0)
        amounts = (*spans, self.fee_minor)
        if min(amounts) < 0 or not 0 <= self.delay_ms <= LONGEST_DELAY_MS:
            raise Problem(N_("a knob of the sandbox cannot be negative, nor a delay longer than a minute"))
        if not 0 <= self.drop_percent <= 100 or self.price_percent < -100:
            raise Problem(N_("drop_percent is from 0 to 100, and price_percent at least -100"))


@dataclass(slots=True)
class Passing:
    """A knob's value for the next `calls` calls that it befalls."""

    value: KnobValue
    calls: int


@dataclass(frozen=True, slots=True)
class Fate:
    """What befalls one call on its way."""

    delay_ms: int = 0
    is_refused: bool = False
    drop: Drop | None = None
    is_repeated: bool = False


@dataclass(slots=True)
class Faults:
    """The knobs as they are set, and how far each has run down."""

    standing: Knobs = field(default_factory=Knobs)
    passing: dict[str, Passing] = field(default_factory=dict)
    """By knob, over `standing`."""
    draws: int = 0
    """How many calls `drop_percent` has decided about."""

    @property
    def knobs(self) -> Knobs:
        """The knobs in force."""
        return _turned(self.standing, {name: passing.value for name, passing in self.passing.items()})

    @property
    def counts(self) -> bool:
        """Whether a call changes what befalls the next."""
        return bool(self.passing or self.standing.drop_percent)

    def turn(self, values: Mapping[str, KnobValue], calls: int | None = None) -> None:
        """Set knobs by name for the next `calls` calls that they befall; None: for ever. Raises Problem."""
        turned = _turned(self.standing, values)
        if calls is not None and (lasting := sorted(LASTING & values.keys())):
            raise Problem(N_("%(knob)s cannot be set for some calls only; set it for ever"), knob=lasting[0])
        for name in values:
            self.passing.pop(name, None)
        if calls is None:
            self.standing = turned
        else:
            self.passing |= {name: Passing(value, calls) for name, value in values.items() if calls > 0}

    def spend(self, *names: str) -> None:
        """Those knobs have befallen one more call."""
        for name in names:
            if passing := self.passing.get(name):
                passing.calls -= 1
                if passing.calls < 1:
                    del self.passing[name]

    def fate(self, *, is_order: bool) -> Fate:
        """What befalls the call that comes now; counted, so the next call may fare otherwise.

        What is refused or lost on the way there befalls nothing more.
        """
        knobs = self.knobs
        if knobs.on is (Calls.READS if is_order else Calls.ORDERS):
            return Fate()
        self.spend("refuse_connection")
        if knobs.refuse_connection:
            return Fate(is_refused=True)
        drop = knobs.drop or self._drawn(knobs)
        self.spend("delay_ms", "drop", "drop_percent")
        if drop is Drop.BEFORE or not is_order:
            return Fate(knobs.delay_ms, drop=drop)
        self.spend("repeat")
        return Fate(knobs.delay_ms, drop=drop, is_repeated=knobs.repeat)

    def _drawn(self, knobs: Knobs) -> Drop | None:
        if not knobs.drop_percent:
            return None
        self.draws += 1
        digest = blake2b(f"{knobs.seed}/{self.draws}".encode(), digest_size=8).digest()
        if int.from_bytes(digest[:7]) % 100 >= knobs.drop_percent:
            return None
        return Drop.AFTER if digest[7] & 1 else Drop.BEFORE


def _turned(knobs: Knobs, values: Mapping[str, KnobValue]) -> Knobs:
    try:
        return decode(Knobs, encode(knobs) | dict(values))
    except ValueError as error:
        raise Problem(N_("the sandbox cannot be set so: %(reason)s"), reason=clean(str(error))) from None
