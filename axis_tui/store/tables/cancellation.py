"""Cancellations and their history."""

from __future__ import annotations

from sqlmodel import Field, SQLModel

from axis_tui.store.tables.base import NAME, pattern

NOTES = 500
CONTACT = 200
REFERENCE = 80
CONFIRMATION = 2_000


class Cancellation(SQLModel, table=True):
    """A case that ends an eSIM's service, from the draft to its dossier."""

    id: int | None = Field(default=None, primary_key=True)
    esim_id: int = Field(foreign_key="esim.id")
    carrier_id: int = Field(foreign_key="carrier.id")
    state: str = Field(
        default="draft",
        schema_extra=pattern(
            "^(draft|submitted|in_review|approved|rejected|removing|disabled|deleted|notified|revoked"
            "|verified|closed|withdrawn|unproven)$"
        ),
    )
    reason: str = Field(schema_extra=pattern("^(lost|replaced|unused|upkeep|other)$"))
    notes: str = Field(default="", max_length=NOTES)
    contact: str = Field(default="", max_length=CONTACT)
    """Where the carrier may answer."""
    device: str = Field(default="", max_length=NAME)
    """The name of the one that held it when it was submitted."""
    esim_reference: str = Field(default="", max_length=NAME)
    """What the carrier knows the eSIM by, as it was when it was submitted."""
    uses_api: int = Field(default=0, ge=0, le=1)
    """Whether the request goes to the carrier by itself."""
    has_chip: int = Field(default=0, ge=0, le=1)
    """Whether a chip that this machine has read held the profile when it was submitted."""
    chip_refused: int = Field(default=0, ge=0, le=1)
    checklist: str = ""
    """What was checked in the transaction that submitted it, as JSON."""
    backup_file: str = ""
    """Its name in the state directory."""
    backup_sha256: str = Field(default="", max_length=64)
    backup_at: int | None = None
    created_at: int
    submitted_at: int | None = None
    received_at: int | None = None
    """Since when the carrier has it."""
    review_days: int | None = Field(default=None, ge=0, le=366)
    remind_on: str = Field(default="", max_length=10)
    """ISO dates in the carrier's zone, as is the next."""
    deadline_on: str = Field(default="", max_length=10)
    holidays_known: int = Field(default=0, ge=0, le=1)
    decided_at: int | None = None
    confirmed_at: int | None = None
    """When a person confirmed the removal, after it was approved."""
    begun_at: int | None = None
    verified_at: int | None = None
    ended_at: int | None = None
    changed_at: int
    reference: str = Field(default="", max_length=REFERENCE)
    """The carrier's own number of the request."""
    rejection: str = Field(default="", max_length=NOTES)
    confirmation: str = Field(default="", max_length=CONFIRMATION)
    """The carrier's own word that the service has ended."""
    proof: str = ""
    """The chip's signed notification of the deletion, base64."""
    before: str = ""
    """What chip and carrier said when it was submitted, as JSON; `after` when it was last looked at."""
    after: str = ""
    dossier: str = ""
    """As JSON, kept when the case was closed."""
    error: str = Field(default="", max_length=NOTES)
    """Why the last call did not come about; empty where it did."""
    recall: str = Field(default="", schema_extra=pattern("^(|wanted|told|none|refused)$"))
    """Whether the carrier knows that it was withdrawn, where a program had handed it over."""


class CancellationEvent(SQLModel, table=True):
    """One line of a case's history."""

    __tablename__ = "cancellation_event"
    id: int | None = Field(default=None, primary_key=True)
    cancellation_id: int = Field(foreign_key="cancellation.id")
    at: int
    event: str = Field(min_length=1, max_length=40)
    state: str
    detail: str = ""
