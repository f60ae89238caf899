"""The port to an eUICC (SGP.22): what a chip holds and can be told; `tests/euicc/contract.py` checks it.

Words of the chip are clean text; states and operations that lpac does not name yet are kept as they came.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Event
from typing import Protocol

from axis_tui.domain.identifiers import ActivationCode
from axis_tui.euicc.problem import ChipProblem

ENABLED = "enabled"
DISABLED = "disabled"
DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the chip's rules authorisation table: which policy rules whose profiles may set."""

    policies: tuple[str, ...]
    operators: tuple[str, ...]
    """PLMNs, as lpac writes them."""
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChipInfo:
    """A chip's own facts; a text that it does not tell is empty."""

    eid: str = field(repr=False)
    free_bytes: int | None
    """Free non-volatile memory."""
    default_dp_address: str
    root_ds_address: str
    firmware: str
    forbidden_policies: tuple[str, ...]
    """Profile policy rules that the chip accepts from nobody."""
    rules: tuple[Rule, ...] | None
    """The rules authorisation table; None where the chip does not tell it."""

    @property
    def possible_policies(self) -> frozenset[str] | None:
        """Policy rules that a profile on it may carry (SGP.22 §2.9.2); None where it does not tell.

        An empty table allows none to anybody.
        """
        if self.rules is None:
            return None
        return frozenset(word for rule in self.rules for word in rule.policies) - set(self.forbidden_policies)


@dataclass(frozen=True, slots=True)
class ProfileRef:
    """Which profile is meant. All that is filled in has to fit, or nothing is done.

    An ICCID alone identifies nothing, since carriers reuse them, and a chip gives an AID again once it is
    free: fill in all three wherever they are known.
    """

    isdp_aid: str = ""
    iccid: str = field(default="", repr=False)
    eid: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Profile:
    """One profile on the chip."""

    iccid: str = field(repr=False)
    isdp_aid: str
    """The AID of its security domain, 32 hexadecimal digits."""
    state: str
    """`enabled`, `disabled`, or a word of a newer lpac."""
    nickname: str
    """The person's name for it, kept on the chip; empty for none."""
    provider: str
    name: str
    klass: str
    """`operational`, `test`, `provisioning`, or a word of a newer lpac."""
    has_icon: bool

    @property
    def is_enabled(self) -> bool:
        """Whether it is the one that the modem uses."""
        return self.state == ENABLED

    def ref(self, eid: str = "") -> ProfileRef:
        """How to name it, on the chip of that EID."""
        return ProfileRef(self.isdp_aid, self.iccid, eid)


@dataclass(frozen=True, slots=True)
class Notification:
    """What the chip has to tell a carrier; it stays on the chip until it is removed, sent or not."""

    seq: int
    """Rises with each one on that chip."""
    operation: str
    """`install`, `enable`, `disable`, `delete`, or a word of a newer lpac."""
    address: str
    """The server that has to hear of it."""
    iccid: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SignedNotification:
    """A notification as the chip signed it: the proof that a profile was deleted."""

    seq: int
    address: str
    eid: str = field(repr=False)
    payload: str = field(repr=False)
    """Base64 of the PendingNotification (SGP.22 §5.7.10), exactly as lpac printed it."""


@dataclass(frozen=True, slots=True)
class Processed:
    """What came of sending notifications, each by its number."""

    sent: tuple[int, ...]
    """Taken by their servers."""
    removed: tuple[int, ...]
    """Gone from the chip."""
    failed: tuple[tuple[int, ChipProblem], ...]
    """Not sent, or sent and not removed, and why."""
    held_back: tuple[int, ...]
    """Not tried, since an earlier one to the same server failed: a server hears of them in order."""


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of lpac's, such as `es9p_initiate_authentication`."""

    code: int
    message: str
    data: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a carrier offers to install, before it is installed."""

    iccid: str = field(repr=False)
    provider: str
    name: str
    klass: str
    has_icon: bool


@dataclass(frozen=True, slots=True)
class Downloaded:
    """A profile that was installed, disabled; what lpac does not tell is empty or None."""

    iccid: str = field(repr=False)
    seq: int | None
    """Of its install-notification."""


class Chip(Protocol):
    """One eUICC. Every method may block up to its time-out, and raises ChipProblem and nothing else.

    Whoever enables or disables the profile that carries the person's own connection cuts it: ask before.
    """

    def info(self) -> ChipInfo:
        """The chip's own facts."""

    def profiles(self) -> tuple[Profile, ...]:
        """All profiles, in the chip's order."""

    def enable(self, ref: ProfileRef, *, refresh: bool = True) -> None:
        """Switch to that profile; the one enabled before is disabled. `refresh` resets the modem's SIM.

        Some chips only obey with `refresh`, others only without. Raises NotFound, WrongState, NotAllowed.
        """

    def disable(self, ref: ProfileRef, *, refresh: bool = True) -> None:
        """Leave the machine without a profile. Raises NotFound, WrongState, NotAllowed."""

    def delete(self, ref: ProfileRef) -> None:
        """Delete a profile that is not enabled, for ever. Raises NotFound, WrongState, NotAllowed."""

    def disable_and_delete(self, ref: ProfileRef, *, refresh: bool = True) -> None:
        """`delete`, after `disable` where it is enabled; no other program comes in between."""

    def rename(self, ref: ProfileRef, name: str) -> str:
        """Set the nickname, and give it as set: clean, and cut at a character to 64 bytes of UTF-8."""

    def download(
        self,
        code: ActivationCode,
        *,
        confirmation: str = "",
        imei: str = "",
        on_progress: Callable[[Progress], None] | None = None,
        on_preview: Callable[[Preview], bool] | None = None,
        cancel: Event | None = None,
    ) -> Downloaded:
        """Install what the code stands for. `on_preview` may take its time, and False gives it up.

        Set `cancel` from another thread: it is heeded until the package goes to the chip, and from then on
        the result is awaited. Raises Cancelled, NoMemory, NotAllowed, NoAnswer, and WrongState where the
        profile is installed already. A callback that raises ends lpac at once.
        """

    def notifications(self, after: int = -1) -> tuple[Notification, ...]:
        """Those numbered above `after`, in order."""

    def dump(self, seq: int) -> SignedNotification:
        """One notification as the chip signed it. Raises NotFound."""

    def process(self, seqs: Sequence[int], *, remove: bool) -> Processed:
        """Send these in order, and remove each once its server took it. Raises before the first only."""

    def remove(self, seq: int, *, confirmed_unsent: bool) -> None:
        """Drop a notification. Raises NotFound, and Unsent for a delete-notification that was not sent.

        `confirmed_unsent` says that a person typed their consent to lose it.
        """
