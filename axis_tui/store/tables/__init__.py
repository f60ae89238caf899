"""The tables as SQLModel classes, for the write side; a test holds them against the migrated schema.

The schema itself is made by the migrations only. `table=True` rows do not validate themselves: make them
through `checked`, which does. The FTS index is no table of ours to write: the writer keeps it.
"""

from axis_tui.store.tables.base import TermsColumns, checked
from axis_tui.store.tables.cancellation import Cancellation, CancellationEvent
from axis_tui.store.tables.chip import Chip, Notification, Profile, RevealLog, SwitchBack
from axis_tui.store.tables.fleet import Carrier, Device, Esim, Package, Plan
from axis_tui.store.tables.renewal import (
    ApprovalPin,
    AutoRenew,
    Ledger,
    PaymentMethod,
    Quote,
    Renewal,
    RenewalEvent,
)
from axis_tui.store.tables.usage import (
    Activation,
    FleetDay,
    FleetHour,
    Meter,
    Reading,
    Sample,
    Sums,
    UsageDay,
    UsageHour,
)
from axis_tui.store.tables.work import Alert, Overview, Request, Schedule, StateCount, StoreSetting

__all__ = [
    "Activation",
    "Alert",
    "ApprovalPin",
    "AutoRenew",
    "Cancellation",
    "CancellationEvent",
    "Carrier",
    "Chip",
    "Device",
    "Esim",
    "FleetDay",
    "FleetHour",
    "Ledger",
    "Meter",
    "Notification",
    "Overview",
    "Package",
    "PaymentMethod",
    "Plan",
    "Profile",
    "Quote",
    "Reading",
    "Renewal",
    "RenewalEvent",
    "Request",
    "RevealLog",
    "Sample",
    "Schedule",
    "StateCount",
    "StoreSetting",
    "Sums",
    "SwitchBack",
    "TermsColumns",
    "UsageDay",
    "UsageHour",
    "checked",
]
