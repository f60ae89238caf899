"""The chip of a machine, its profiles and notifications, a switch that is to be undone, what was revealed."""

from __future__ import annotations

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from axis_tui.store.tables.base import RULES, pattern

TEXT = 200
LONGEST_PAYLOAD = 1 << 20
"""Base64 characters: a PendingNotification is of a few kilobytes."""


class Chip(SQLModel, table=True):
    """An eUICC that was read, as it was last."""

    eid: str = Field(primary_key=True, min_length=1, max_length=64)
    device_id: int | None = Field(default=None, foreign_key="device.id")
    host: str = Field(default="", max_length=TEXT)
    """Through which machine it is reached; empty for this one."""
    free_bytes: int | None = Field(default=None, ge=0, sa_type=BigInteger)
    firmware: str = Field(default="", max_length=TEXT)
    default_dp_address: str = Field(default="", max_length=TEXT)
    root_ds_address: str = Field(default="", max_length=TEXT)
    first_seq: int = Field(sa_type=BigInteger)
    """The highest notification that was on it when it was first read; later ones are new."""
    first_read_at: int
    read_at: int
    rules: str | None = Field(default=None, schema_extra=pattern(RULES))
    """Which rules against their removal its profiles may carry; None where it does not tell."""


class Profile(SQLModel, table=True):
    """A profile of a chip; what one was stays when it is gone, and its AID may come again with another."""

    id: int | None = Field(default=None, primary_key=True)
    eid: str = Field(foreign_key="chip.eid")
    isdp_aid: str = Field(default="", max_length=TEXT)
    iccid: str = Field(default="", max_length=TEXT)
    state: str = Field(max_length=TEXT)
    nickname: str = Field(default="", max_length=TEXT)
    provider: str = Field(default="", max_length=TEXT)
    name: str = Field(default="", max_length=TEXT)
    klass: str = Field(default="", max_length=TEXT)
    esim_id: int | None = Field(default=None, foreign_key="esim.id")
    first_seen_at: int
    seen_at: int
    gone_at: int | None = None
    rules: str = Field(default="", schema_extra=pattern(RULES))
    """Rules that it was found to carry, when the chip refused by them."""


class Notification(SQLModel, table=True):
    """What a chip has to tell a carrier; its signed payload is kept before it is sent."""

    id: int | None = Field(default=None, primary_key=True)
    eid: str = Field(foreign_key="chip.eid")
    seq: int = Field(sa_type=BigInteger)
    operation: str = Field(max_length=TEXT)
    address: str = Field(default="", max_length=TEXT)
    iccid: str = Field(default="", max_length=TEXT)
    esim_id: int | None = Field(default=None, foreign_key="esim.id")
    is_new: int = Field(ge=0, le=1)
    """Whether it came after the chip was first read; others go only when a person says so."""
    seen_at: int
    payload: str = Field(default="", max_length=LONGEST_PAYLOAD)
    sent_at: int | None = None
    removed_at: int | None = None
    """When we took it off the chip."""
    gone_at: int | None = None
    """When it was no longer there though we had not taken it off: by another hand."""
    unsent_confirmed: int = Field(default=0, ge=0, le=1)
    """Whether a person agreed that it is lost unsent."""
    error: str = Field(default="", max_length=500)
    """Why it was not sent, at the last try."""


class SwitchBack(SQLModel, table=True):
    """A switch of the profile that is undone unless a person confirms it."""

    __tablename__ = "switch_back"
    eid: str = Field(primary_key=True, foreign_key="chip.eid")
    to_aid: str = Field(default="", max_length=TEXT)
    """The profile to go back to; with `to_iccid` empty: none was enabled."""
    to_iccid: str = Field(default="", max_length=TEXT)
    from_aid: str = Field(default="", max_length=TEXT)
    """The profile that was switched to; with `from_iccid` empty: it was disabled."""
    from_iccid: str = Field(default="", max_length=TEXT)
    wait_s: int = Field(gt=0)
    asked_at: int
    due_at: int


class RevealLog(SQLModel, table=True):
    """A secret that a person had shown."""

    __tablename__ = "reveal_log"
    id: int | None = Field(default=None, primary_key=True)
    at: int
    what: str = Field(min_length=1, max_length=40)
    esim_id: int = Field(foreign_key="esim.id")
