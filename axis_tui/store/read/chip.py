"""The chip as it was last read: its facts, its profiles, its notifications; identifiers masked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from axis_tui.domain.identifiers import mask
from axis_tui.domain.word import AlertKind
from axis_tui.store.read.reader import Reader, made


@dataclass(frozen=True, slots=True)
class ChipRow:
    """A chip."""

    eid: str = field(repr=False)
    """In full: show it masked, unless a person asks for it."""
    device: str
    host: str
    free_bytes: int | None
    firmware: str
    default_dp_address: str
    root_ds_address: str
    read_at: int

    @property
    def eid_masked(self) -> str:
        """Its last four digits."""
        return mask(self.eid)


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """A profile of a chip."""

    id: int
    eid: str = field(repr=False)
    isdp_aid: str
    iccid: str = field(repr=False)
    state: str
    nickname: str
    provider: str
    name: str
    klass: str
    esim_id: int | None
    esim_name: str
    """Empty where it is no eSIM's here."""
    seen_at: int
    gone_at: int | None
    host: str
    status: str
    """The eSIM's, such as `expired`; empty where it is no eSIM's here."""

    @property
    def label(self) -> str:
        """What a person calls it: its nickname on the chip, else its eSIM's, its own or its provider's."""
        return self.nickname or self.esim_name or self.name or self.provider or f"…{self.iccid[-4:]}"

    @property
    def is_enabled(self) -> bool:
        """Whether the modem uses it."""
        return self.state == "enabled" and self.gone_at is None


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notification of a chip."""

    id: int
    seq: int
    operation: str
    address: str
    iccid_masked: str
    esim_name: str
    is_new: bool
    seen_at: int
    has_proof: bool
    """Whether its signed payload is kept."""
    sent_at: int | None
    removed_at: int | None
    gone_at: int | None
    unsent_confirmed: bool
    error: str

    @property
    def is_on_chip(self) -> bool:
        """Whether the chip still holds it."""
        return self.removed_at is None and self.gone_at is None


@dataclass(frozen=True, slots=True)
class SwitchBackRow:
    """A switch that is undone unless it is confirmed."""

    to_label: str
    """Empty where no profile was enabled."""
    due_at: int


@dataclass(frozen=True, slots=True)
class WentBackRow:
    """A switch that nobody kept, and that was undone."""

    label: str
    """Of the profile that was switched to; empty where one was disabled."""
    at: int


def chips(reader: Reader) -> list[ChipRow]:
    """All chips that were read, the latest first."""
    found = reader.rows(
        "SELECT c.eid, coalesce(d.name, ''), c.host, c.free_bytes, c.firmware, c.default_dp_address,"
        " c.root_ds_address, c.read_at FROM chip c LEFT JOIN device d ON d.id = c.device_id"
        " ORDER BY c.read_at DESC, c.eid"
    )
    return [ChipRow(*row) for row in found]


def profiles(reader: Reader, *, gone: bool = False) -> list[ProfileRow]:
    """The profiles on the chips, enabled ones first; with `gone` those that were there too."""
    found = reader.rows(
        "SELECT p.id, p.eid, p.isdp_aid, p.iccid, p.state, p.nickname, p.provider, p.name, p.klass,"
        " p.esim_id, coalesce(o.name, ''), p.seen_at, p.gone_at, c.host, coalesce(o.status, '')"
        " FROM profile p JOIN chip c ON c.eid = p.eid LEFT JOIN overview o ON o.esim_id = p.esim_id"
        " WHERE ? OR p.gone_at IS NULL"
        " ORDER BY CASE WHEN p.gone_at IS NULL THEN 0 ELSE 1 END,"
        " CASE WHEN p.state = 'enabled' THEN 0 ELSE 1 END, p.id",
        (gone,),
    )
    return [ProfileRow(*row) for row in found]


def is_on_chip(reader: Reader, esim_id: int) -> bool:
    """Whether a chip holds this eSIM's profile."""
    sql = "SELECT 1 FROM profile WHERE esim_id = ? AND gone_at IS NULL LIMIT 1"
    return reader.row(sql, (esim_id,)) is not None


def notices(reader: Reader, *, pending: bool = False, limit: int = 200) -> list[NoticeRow]:
    """Notifications, the latest first; with `pending` those that a chip still holds, in order."""
    where, order = (
        ("WHERE n.removed_at IS NULL AND n.gone_at IS NULL", "n.eid, n.seq") if pending else ("", "n.id DESC")
    )
    found = reader.rows(
        "SELECT n.id, n.seq, n.operation, n.address, n.iccid, coalesce(o.name, ''), n.is_new, n.seen_at,"
        " n.payload <> '', n.sent_at, n.removed_at, n.gone_at, n.unsent_confirmed, n.error"
        f" FROM notification n LEFT JOIN overview o ON o.esim_id = coalesce(n.esim_id, {_LINKED_SINCE})"
        f" {where}"
        f" ORDER BY {order} LIMIT ?",
        (limit,),
    )
    return made(reader.path, _notice_row, found)


_LINKED_SINCE = (
    "(SELECT p.esim_id FROM profile p WHERE p.eid = n.eid AND p.iccid = n.iccid AND n.iccid <> ''"
    " AND p.esim_id IS NOT NULL AND n.seen_at >= p.first_seen_at"
    " AND (p.gone_at IS NULL OR n.seen_at <= p.gone_at) ORDER BY p.id DESC LIMIT 1)"
)
"""Whose profile it tells of, where a person said so only after it was seen."""


def switch_back(reader: Reader) -> SwitchBackRow | None:
    """The switch that waits to be confirmed; None where none does."""
    found = reader.row(
        "SELECT coalesce((SELECT CASE WHEN p.nickname <> '' THEN p.nickname WHEN o.name <> '' THEN o.name"
        " ELSE p.name END FROM profile p LEFT JOIN overview o ON o.esim_id = p.esim_id WHERE p.eid = s.eid"
        " AND p.isdp_aid = s.to_aid AND p.iccid = s.to_iccid AND p.gone_at IS NULL), ''), s.due_at"
        " FROM switch_back s ORDER BY s.due_at LIMIT 1"
    )
    return None if found is None else SwitchBackRow(*found)


def went_back(reader: Reader) -> WentBackRow | None:
    """The last switch that was undone, while a person has not answered its alert; None where none was."""
    found = reader.row(
        "SELECT detail, raised_at FROM alert WHERE state = 'open' AND kind = ?"
        " ORDER BY raised_at DESC, id DESC LIMIT 1",
        (AlertKind.WENT_BACK.value,),
    )
    return None if found is None else WentBackRow(*found)


def progress(reader: Reader, request_id: int) -> str:
    """How far a request has come, as lpac names its steps; empty until it has begun."""
    found = reader.row("SELECT progress FROM request WHERE id = ?", (request_id,))
    return "" if found is None else str(found[0])


def reveals(reader: Reader, esim_id: int) -> list[tuple[int, str]]:
    """When a secret of this eSIM was shown, and which, the latest first."""
    found = reader.rows("SELECT at, what FROM reveal_log WHERE esim_id = ? ORDER BY id DESC", (esim_id,))
    return [(at, what) for at, what in found]


def _notice_row(row: tuple[Any, ...]) -> NoticeRow:
    (
        id, seq, operation, address, iccid, esim_name, is_new, seen_at, has_proof, sent_at, removed_at,
        gone_at, confirmed, error,
    ) = row  # fmt: skip
    return NoticeRow(
        id, seq, operation, address, mask(iccid), esim_name, bool(is_new), seen_at, bool(has_proof), sent_at,
        removed_at, gone_at, bool(confirmed), error,
    )  # fmt: skip
