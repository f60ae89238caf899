"""Readings of meters: their bytes go to the eSIM that was active, into samples, roll-ups and plans, at once.

A reading is stored in the same transaction as all that follows from it, so a crash between loses nothing that
was counted and counts nothing twice: the next reading is compared with the last one that was stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.text import clean
from axis_tui.domain.usage import Delta, Quality, Reading, baseline, difference, spread
from axis_tui.store import tables
from axis_tui.store.write.plans import count_usage
from axis_tui.store.write.samples import QUALITY_CODE, ROUTER, add_samples
from axis_tui.store.write.transaction import Tx

Span = tuple[int, int, int | None]
"""An eSIM, and from when to when it was active (None: it still is)."""
_FAR_AT = 1 << 62


class HistoryRow(Protocol):
    """The bytes of an interval that a source remembers."""

    @property
    def start_at(self) -> int: ...
    @property
    def seconds(self) -> int: ...
    @property
    def rx_bytes(self) -> int: ...
    @property
    def tx_bytes(self) -> int: ...


def ensure_meter(tx: Tx, kind: str, interface: str, host: str = "", settings_esim: str = "") -> int:
    """The meter of that host and interface, made where it is new; its id. One an interface, whatever its
    kind.

    Where the kind changes, the counters are others: the next reading only begins a new count.
    """
    values = {
        "kind": clean(kind, 40),
        "interface": clean(interface, 80),
        "host": clean(host, 255),
        "settings_esim": clean(settings_esim, 80),
    }
    found = tx.row(
        "SELECT id, kind, settings_esim FROM meter WHERE host = ? AND interface = ?",
        (values["host"], values["interface"]),
    )
    if found is None:
        row = tables.checked(tables.Meter, values)
        tx.session.add(row)
        tx.session.flush()
        assert row.id is not None
        return row.id
    if found[1] != values["kind"]:
        tx.execute(
            "UPDATE meter SET kind = ?, last_rx = NULL, last_tx = NULL, last_epoch = NULL, last_width = NULL,"
            " last_at = NULL WHERE id = ?",
            (values["kind"], found[0]),
        )
    if found[2] != values["settings_esim"]:
        tx.execute("UPDATE meter SET settings_esim = ? WHERE id = ?", (values["settings_esim"], found[0]))
    return int(found[0])


def switch(tx: Tx, meter_id: int, esim_id: int | None, at: int) -> None:
    """From `at` on the meter counts for that eSIM, or for nobody; record a fresh reading first.

    Bytes between the last reading and a switch that had none are shared out by time.
    """
    now_active = tx.row(
        "SELECT id, esim_id, from_at FROM activation WHERE meter_id = ? AND to_at IS NULL", (meter_id,)
    )
    if now_active is not None:
        if now_active[1] == esim_id:
            return
        at = max(at, now_active[2])
        tx.execute("UPDATE activation SET to_at = ? WHERE id = ?", (at, now_active[0]))
        tx.touch((now_active[1],))
    if esim_id is not None:
        if tx.row("SELECT 1 FROM esim WHERE id = ? AND archived_at IS NULL", (esim_id,)) is None:
            raise Problem(N_("There is no such eSIM any more; look at the list again"))
        row = {"meter_id": meter_id, "esim_id": esim_id, "from_at": at}
        tx.session.add(tables.checked(tables.Activation, row))
        tx.session.flush()
        tx.touch((esim_id,))


def stop_counting(tx: Tx, esim_id: int, at: int) -> None:
    """From `at` on, meters that count for that eSIM count for nobody."""
    tx.execute(
        "UPDATE activation SET to_at = CASE WHEN from_at > ? THEN from_at ELSE ? END"
        " WHERE esim_id = ? AND to_at IS NULL",
        (at, at, esim_id),
    )


def active_esim(tx: Tx, meter_id: int) -> int | None:
    """Whose bytes the meter counts now."""
    found = tx.row("SELECT esim_id FROM activation WHERE meter_id = ? AND to_at IS NULL", (meter_id,))
    return None if found is None else int(found[0])


def last_reading(tx: Tx, meter_id: int) -> Reading | None:
    """What the next reading is compared with; None before the first. Problem where there is no such meter."""
    found = tx.row(
        "SELECT last_at, last_rx, last_tx, last_epoch, last_width FROM meter WHERE id = ?", (meter_id,)
    )
    if found is None:
        raise Problem(N_("There is no such meter any more; check the settings"))
    return None if found[0] is None else Reading(*found)


def record_reading(tx: Tx, meter_id: int, reading: Reading, now: int) -> list[Delta]:
    """Store a reading and all that follows from it; the intervals that were counted.

    Bytes start a plan that waits for its first use. Reading the same counters twice counts nothing more.
    """
    previous = last_reading(tx, meter_id)
    delta = difference(previous, reading)
    kept = baseline(previous, reading)
    tx.execute(
        "UPDATE meter SET state = 'ok', error = '', failing_since_at = NULL,"
        " read_at = max(coalesce(read_at, 0), ?), first_at = coalesce(first_at, ?),"
        " last_rx = ?, last_tx = ?, last_epoch = ?, last_width = ?, last_at = ? WHERE id = ?",
        (reading.at, reading.at, kept.rx_bytes, kept.tx_bytes, kept.epoch, kept.width, _kept_at(previous,
        kept), meter_id),
    )  # fmt: skip
    active = active_esim(tx, meter_id)
    tx.execute(
        "INSERT INTO reading (at, meter_id, esim_id, rx_bytes, tx_bytes, epoch) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (at, meter_id) DO UPDATE SET esim_id = excluded.esim_id, rx_bytes = excluded.rx_bytes,"
        " tx_bytes = excluded.tx_bytes, epoch = excluded.epoch",
        (reading.at, meter_id, active, reading.rx_bytes, reading.tx_bytes, reading.epoch),
    )
    if active is not None:
        tx.touch((active,), now)
    if delta is None:
        return []
    pieces = spread(delta)
    spans = _spans(tx, meter_id, delta.from_at, delta.to_at)
    _count(tx, [share for piece in pieces for share in _shares(piece, spans)], now)
    return pieces


def import_history(tx: Tx, meter_id: int, esim_id: int, rows: Iterable[HistoryRow], now: int) -> int:
    """Count what a source remembers from before our first reading; how many rows were taken.

    Called again, with the same rows or more, it takes only what comes after what it took before.
    """
    found = tx.row("SELECT history_until_at, first_at FROM meter WHERE id = ?", (meter_id,))
    if found is None:
        raise Problem(N_("There is no such meter any more; check the settings"))
    after = -_FAR_AT if found[0] is None else found[0]
    until = min(now, _FAR_AT if found[1] is None else found[1])
    shares: list[tuple[int, Delta]] = []
    taken, mark = 0, after
    for row in sorted(rows, key=lambda row: row.start_at):
        if row.start_at < after or row.start_at >= until or row.seconds < 1:
            continue
        ends_at = min(row.start_at + row.seconds, until)
        delta = Delta(row.rx_bytes, row.tx_bytes, row.start_at, ends_at, Quality.MEASURED)
        shares += [(esim_id, piece) for piece in spread(delta)]
        taken, mark = taken + 1, max(mark, ends_at)
    if taken:
        _count(tx, shares, now)
        tx.execute("UPDATE meter SET history_until_at = ? WHERE id = ?", (mark, meter_id))
        tx.touch((esim_id,), now)
    return taken


def meter_failed(tx: Tx, meter_id: int, error: str, at: int) -> bool:
    """Note that a meter could not be read; whether that is news."""
    found = tx.row("SELECT state, error FROM meter WHERE id = ?", (meter_id,))
    said = clean(error, 200)
    if found is None or found == ("failing", said):
        return False
    tx.execute(
        "UPDATE meter SET state = 'failing', error = ?, failing_since_at = coalesce(failing_since_at, ?)"
        " WHERE id = ?",
        (said, at, meter_id),
    )
    return bool(found[0] != "failing")


def retire_meter(tx: Tx, meter_id: int) -> None:
    """A meter that the settings no longer name fails no more; its readings and what it counted stay."""
    tx.execute(
        "UPDATE meter SET state = CASE WHEN read_at IS NULL THEN 'never' ELSE 'ok' END, error = '',"
        " failing_since_at = NULL WHERE id = ? AND state = 'failing'",
        (meter_id,),
    )


def prune_readings(tx: Tx, before_at: int) -> int:
    """Forget raw readings older than that; samples and roll-ups stay. How many."""
    return tx.execute("DELETE FROM reading WHERE at < ?", (before_at,))


def _count(tx: Tx, shares: Sequence[tuple[int, Delta]], now: int) -> None:
    if not shares:
        return
    rows = [
        (piece.from_at, esim_id, ROUTER, piece.rx_bytes, piece.tx_bytes, QUALITY_CODE[piece.quality])
        for esim_id, piece in shares
    ]
    add_samples(tx, sorted(rows))
    for esim_id in dict.fromkeys(esim_id for esim_id, _ in shares):
        own = [(piece.from_at, piece.to_at, piece.total_bytes) for owner, piece in shares if owner == esim_id]
        count_usage(tx, esim_id, own, now)
        tx.touch((esim_id,), now)


def _kept_at(previous: Reading | None, kept: Reading) -> int:
    # Never back: an interval that was counted must not be counted again from an earlier start.
    return kept.at if previous is None else max(previous.at, kept.at)


def _spans(tx: Tx, meter_id: int, from_at: int, to_at: int) -> list[Span]:
    found = tx.rows(
        "SELECT esim_id, from_at, to_at FROM activation WHERE meter_id = ? AND from_at <= ?"
        " AND (to_at IS NULL OR to_at > ? OR (to_at = ? AND from_at < to_at)) ORDER BY from_at, id",
        (meter_id, to_at, from_at, from_at),
    )
    return [(esim_id, begins_at, ends_at) for esim_id, begins_at, ends_at in found]


def _shares(piece: Delta, spans: Sequence[Span]) -> list[tuple[int, Delta]]:
    """`piece` shared out among the eSIMs active in it, evenly by time, sums exact over the part
    that had one.
    """
    if piece.to_at <= piece.from_at:
        owners = [span for span in spans if span[1] <= piece.from_at and (span[2] or _FAR_AT) > piece.from_at]
        return [(owners[-1][0], piece)] if owners else []
    shares: list[tuple[int, Delta]] = []
    length = piece.to_at - piece.from_at
    for esim_id, begins_at, ends_at in spans:
        begin = max(piece.from_at, begins_at)
        end = min(piece.to_at, _FAR_AT if ends_at is None else ends_at)
        if begin >= end:
            continue
        if (begin, end) == (piece.from_at, piece.to_at):
            return [(esim_id, piece)]

        def until(amount: int, at: int) -> int:
            return amount * (at - piece.from_at) // length

        part = replace(
            piece,
            rx_bytes=until(piece.rx_bytes, end) - until(piece.rx_bytes, begin),
            tx_bytes=until(piece.tx_bytes, end) - until(piece.tx_bytes, begin),
            from_at=begin,
            to_at=end,
            quality=Quality.ESTIMATED if piece.quality is Quality.MEASURED else piece.quality,
        )
        if part.total_bytes:
            shares.append((esim_id, part))
    return shares
