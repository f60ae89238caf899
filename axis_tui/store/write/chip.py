"""What a reading of the chip showed: its facts, its profiles, its notifications; and which eSIM each is.

A profile is an eSIM's where the eSIM's device has the chip's EID and the ICCIDs agree, or where it was found
to be so before: an ICCID alone identifies nothing, since carriers reuse them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from axis_tui.domain.cancellation_word import PolicyRule
from axis_tui.domain.identifiers import mask
from axis_tui.domain.policy_rule import policy_text
from axis_tui.domain.text import clean
from axis_tui.store import tables
from axis_tui.store.write.profile_rule import forget_disproved
from axis_tui.store.write.transaction import Tx

_STATES = ("enabled", "disabled")
_LONGEST_EID = 32
_ON_CHIP = "installed"
"""An eSIM's state where the chip has a word for its profile's that we do not know."""


@dataclass(frozen=True, slots=True)
class ChipFacts:
    """A chip's own facts."""

    eid: str = field(repr=False)
    host: str
    free_bytes: int | None
    firmware: str = ""
    default_dp_address: str = ""
    root_ds_address: str = ""
    rules: frozenset[PolicyRule] | None = None
    """Which rules against their removal its profiles may carry; None where it did not tell."""


@dataclass(frozen=True, slots=True)
class ProfileFacts:
    """One profile that is on it."""

    isdp_aid: str
    iccid: str = field(repr=False)
    state: str
    nickname: str = ""
    provider: str = ""
    name: str = ""
    klass: str = ""


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """One notification that is on it."""

    seq: int
    operation: str
    address: str
    iccid: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ChipReading:
    """All that one reading showed."""

    chip: ChipFacts
    profiles: Sequence[ProfileFacts]
    notices: Sequence[NoticeFacts]


def record_reading(tx: Tx, reading: ChipReading, now: int) -> None:
    """Store it; what was there before and is not now is gone, and eSIMs follow their profiles."""
    eid = reading.chip.eid
    device_id = _device(tx, reading.chip)
    is_known = tx.row("SELECT 1 FROM chip WHERE eid = ?", (eid,)) is not None
    _put_chip(tx, reading, device_id, now)
    _put_profiles(tx, eid, reading.profiles, now)
    match_profiles(tx, eid)
    _put_notices(tx, eid, reading.notices, now, is_known=is_known)
    follow_chip(tx, eid)


def match_profiles(tx: Tx, eid: str) -> None:
    """Find the eSIM of each profile that has none; one eSIM has at most one profile on a chip."""
    for profile_id, iccid in tx.rows(
        "SELECT id, iccid FROM profile WHERE eid = ? AND gone_at IS NULL AND esim_id IS NULL AND iccid <> ''",
        (eid,),
    ):
        found = tx.rows(
            "SELECT e.id FROM esim e JOIN device d ON d.id = e.device_id WHERE d.eid = ? AND e.iccid = ?"
            " AND e.archived_at IS NULL AND NOT EXISTS (SELECT 1 FROM profile p WHERE p.esim_id = e.id"
            " AND p.gone_at IS NULL) LIMIT 2",
            (eid, iccid),
        )
        if len(found) == 1:
            tx.execute("UPDATE profile SET esim_id = ? WHERE id = ?", (found[0][0], profile_id))


def link_download(tx: Tx, eid: str, iccid: str, esim_id: int) -> None:
    """The profile of that ICCID was downloaded by the eSIM's own code: it is the eSIM's, on this chip.

    The latest of that ICCID; none where lpac did not tell which one it is.
    """
    found = tx.row(
        "SELECT max(id) FROM profile WHERE eid = ? AND iccid = ? AND iccid <> '' AND gone_at IS NULL",
        (eid, iccid),
    )
    give_profile(tx, eid, None if found is None else found[0], iccid, esim_id)


def give_profile(tx: Tx, eid: str, profile_id: int | None, iccid: str, esim_id: int) -> None:
    """That one profile is the eSIM's from now on, and the eSIM is on the chip's device."""
    chip = tx.row("SELECT device_id FROM chip WHERE eid = ?", (eid,))
    tx.execute("UPDATE profile SET esim_id = ? WHERE id = ?", (esim_id, profile_id))
    tx.execute(
        "UPDATE esim SET device_id = coalesce(?, device_id),"
        " iccid = CASE WHEN iccid = '' AND length(?) IN (19, 20) AND NOT EXISTS (SELECT 1 FROM esim o"
        " WHERE o.carrier_id = esim.carrier_id AND o.iccid = ? AND o.archived_at IS NULL)"
        " THEN ? ELSE iccid END WHERE id = ?",
        (None if chip is None else chip[0], iccid, iccid, iccid, esim_id),
    )
    follow_chip(tx, eid)
    tx.touch((esim_id,))


def follow_chip(tx: Tx, eid: str) -> None:
    """Each eSIM's profile state becomes what its chip says; one whose profile has gone is deleted."""
    for esim_id, state, gone_at, before in tx.rows(
        "SELECT e.id, p.state, p.gone_at, e.profile_state FROM profile p JOIN esim e ON e.id = p.esim_id"
        " WHERE p.eid = ? AND p.id = (SELECT max(l.id) FROM profile l WHERE l.esim_id = e.id)",
        (eid,),
    ):
        word = "deleted" if gone_at is not None else state if state in _STATES else _ON_CHIP
        if word != before:
            tx.execute("UPDATE esim SET profile_state = ? WHERE id = ?", (word, esim_id))
            tx.touch((esim_id,))


def _device(tx: Tx, chip: ChipFacts) -> int | None:
    """The device of that EID; else this machine's own that has none yet; else a new one."""
    found = tx.row("SELECT id FROM device WHERE eid = ? ORDER BY id", (chip.eid,))
    if found is not None:
        return int(found[0])
    if len(chip.eid) > _LONGEST_EID:
        return None
    if not chip.host:
        local = tx.rows("SELECT id FROM device WHERE is_local = 1 AND eid = '' ORDER BY id LIMIT 2")
        if len(local) == 1:
            tx.execute("UPDATE device SET eid = ? WHERE id = ?", (chip.eid, local[0][0]))
            return int(local[0][0])
    name = f"{clean(chip.host, 60) or 'eUICC'} {mask(chip.eid)}"
    if tx.row("SELECT 1 FROM device WHERE name = ?", (name,)) is not None:
        name = f"{name} ({chip.eid[-8:]})"
    row = tables.checked(
        tables.Device, {"name": name, "kind": "router", "eid": chip.eid, "is_local": int(not chip.host)}
    )
    tx.session.add(row)
    tx.session.flush()
    return row.id


def _put_chip(tx: Tx, reading: ChipReading, device_id: int | None, now: int) -> None:
    chip = reading.chip
    first_seq = max((notice.seq for notice in reading.notices), default=-1)
    row = tables.checked(tables.Chip, {
        "eid": chip.eid, "device_id": device_id, "host": chip.host, "free_bytes": chip.free_bytes,
        "firmware": clean(chip.firmware), "default_dp_address": clean(chip.default_dp_address),
        "root_ds_address": clean(chip.root_ds_address), "first_seq": first_seq, "first_read_at": now,
        "read_at": now, "rules": None if chip.rules is None else policy_text(chip.rules),
    })  # fmt: skip
    tx.execute(
        "INSERT INTO chip (eid, device_id, host, free_bytes, firmware, default_dp_address, root_ds_address,"
        " first_seq, first_read_at, read_at, rules) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (eid) DO UPDATE SET device_id = excluded.device_id, host = excluded.host,"
        " free_bytes = excluded.free_bytes, firmware = excluded.firmware,"
        " default_dp_address = excluded.default_dp_address, root_ds_address = excluded.root_ds_address,"
        " read_at = excluded.read_at, rules = coalesce(excluded.rules, chip.rules)",
        (row.eid, row.device_id, row.host, row.free_bytes, row.firmware, row.default_dp_address,
         row.root_ds_address, row.first_seq, row.first_read_at, row.read_at, row.rules),
    )  # fmt: skip


def _put_profiles(tx: Tx, eid: str, profiles: Sequence[ProfileFacts], now: int) -> None:
    known = {
        (aid, iccid): profile_id
        for profile_id, aid, iccid in tx.rows(
            "SELECT id, isdp_aid, iccid FROM profile WHERE eid = ? AND gone_at IS NULL", (eid,)
        )
    }
    for profile in profiles:
        values = {
            "isdp_aid": clean(profile.isdp_aid), "iccid": clean(profile.iccid),
            "state": clean(profile.state), "nickname": clean(profile.nickname),
            "provider": clean(profile.provider), "name": clean(profile.name), "klass": clean(profile.klass),
        }  # fmt: skip
        found = known.pop((values["isdp_aid"], values["iccid"]), None)
        if found is None:
            tx.execute(
                "INSERT INTO profile (isdp_aid, iccid, state, nickname, provider, name, klass, eid,"
                " first_seen_at, seen_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (*values.values(), eid, now, now),
            )
        else:
            tx.execute(
                "UPDATE profile SET isdp_aid = ?, iccid = ?, state = ?, nickname = ?, provider = ?,"
                " name = ?, klass = ?, seen_at = ? WHERE id = ?",
                (*values.values(), now, found),
            )
    forget_disproved(tx, eid)
    for profile_id in known.values():
        tx.execute("UPDATE profile SET gone_at = ? WHERE id = ?", (now, profile_id))


def _put_notices(tx: Tx, eid: str, notices: Sequence[NoticeFacts], now: int, *, is_known: bool) -> None:
    (first_seq,) = tx.row("SELECT first_seq FROM chip WHERE eid = ?", (eid,)) or (-1,)
    known = {
        (seq, operation, iccid): notice_id
        for notice_id, seq, operation, iccid in tx.rows(
            "SELECT id, seq, operation, iccid FROM notification"
            " WHERE eid = ? AND removed_at IS NULL AND gone_at IS NULL",
            (eid,),
        )
    }
    here = [
        ((notice.seq, clean(notice.operation), clean(notice.iccid)), clean(notice.address))
        for notice in notices
    ]
    for key in known.keys() - {key for key, _address in here}:
        # What we had sent, we had also begun to take off; whatever else is not there, another hand took.
        tx.execute(
            "UPDATE notification SET removed_at = CASE WHEN sent_at IS NULL THEN NULL ELSE ? END,"
            " gone_at = CASE WHEN sent_at IS NULL THEN ? ELSE NULL END WHERE id = ?",
            (now, now, known[key]),
        )
    for key, address in here:
        if key in known:
            continue
        seq, operation, iccid = key
        tx.execute(
            "INSERT INTO notification (eid, seq, operation, address, iccid, esim_id, is_new, seen_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (eid, seq, operation, address, iccid, _esim_of(tx, eid, iccid),
             int(is_known and seq > first_seq), now),
        )  # fmt: skip


def _esim_of(tx: Tx, eid: str, iccid: str) -> int | None:
    """Whose profile of that chip has the ICCID, or had it last."""
    found = tx.row(
        "SELECT esim_id FROM profile WHERE eid = ? AND iccid = ? AND esim_id IS NOT NULL"
        " ORDER BY id DESC LIMIT 1",
        (eid, iccid),
    )
    return None if found is None else found[0]
