"""The settings as the rest of the program sees them: checked, complete, frozen. No reading here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType

OptionValue = str | int | bool


@dataclass(frozen=True, slots=True)
class Paths:
    """Where this person's files are; all absolute."""

    config_file: Path
    """The settings file; it need not exist."""
    store_file: Path
    """The SQLite store."""
    state_dir: Path
    """What is kept outside the store: its identity, logs, backups."""


@dataclass(frozen=True, slots=True)
class WorkerSettings:
    """`[worker]`: how the background worker works."""

    refresh_seconds: int = 60
    """Seconds from one reading of the meters to the next."""


@dataclass(frozen=True, slots=True)
class AlertSettings:
    """`[alerts]`: the thresholds that raise an alert, each once per cycle."""

    expiry_days: tuple[int, ...] = (30, 7, 3, 1)
    """Days before a plan expires, largest first."""
    lapse_days: tuple[int, ...] = (7, 1)
    """Days before a plan that was never started lapses, largest first."""
    low_data_percent: tuple[int, ...] = (75, 90, 100)
    """Percent of the allowance used, smallest first."""
    stale_minutes: int = 30
    """Minutes without a new reading after which a meter counts as stale."""


@dataclass(frozen=True, slots=True)
class ChipSettings:
    """`[chip]`: the eUICC whose profiles are managed, and the `lpac` program that talks to it."""

    lpac: str = "lpac"
    """The program: a name to be found on PATH, or an absolute path, on that machine; `off` for no chip."""
    host: str = ""
    """Where to run it through `ssh HOST`; empty for this machine."""
    apdu: str = ""
    """How lpac reaches the chip, its LPAC_APDU: pcsc, at, qmi, uqmi, mbim …; empty for lpac's own choice."""
    device: str = ""
    """The modem's device where apdu is at, at_csim, qmi or mbim, such as /dev/cdc-wdm0; empty likewise."""
    slot: int = 1
    """Which SIM slot where apdu is qmi, qmi_qrtr, uqmi or mbim, from 1."""
    http: str = ""
    """How lpac reaches the carriers' servers, its LPAC_HTTP: curl …; empty likewise."""
    timeout_seconds: int = 60
    """Seconds that one call of lpac may take; a download may take ten times as long."""


@dataclass(frozen=True, slots=True)
class CarrierSettings:
    """One `[[carrier]]`: how a carrier of the store is asked."""

    name: str
    """The carrier's name in the store."""
    kind: str
    """Name of the entry point: manual, sandbox, or a third party's."""
    options: Mapping[str, OptionValue] = field(default_factory=dict)
    """`[carrier.options]`: settings that only this kind of carrier knows; the carrier checks them.

    Only `state` is the same for all, the path of a file that the kind keeps for itself: it is absolute here,
    and a relative one in the settings file lies beside that file.
    """


@dataclass(frozen=True, slots=True)
class MeterSettings:
    """One `[[meter]]`: a source of readings, and the eSIM whose bytes it counts."""

    kind: str
    """Name of the entry point: kernel, vnstat, simulated, or a third party's."""
    interface: str
    """Network interface on that machine, such as wwan0."""
    host: str = ""
    """Where to read it through `ssh HOST`; empty for this machine."""
    esim: str = ""
    """Nickname or ICCID of the eSIM that the interface carries; empty to decide later."""
    since: date | None = None
    """First day that the eSIM was on this interface, for history from before the first reading."""
    options: Mapping[str, OptionValue] = field(default_factory=dict)
    """`[meter.options]`: settings that only this kind of meter knows; the meter checks them."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, with where each came from."""

    paths: Paths
    language: str = "auto"
    """Language of the interface: auto (from LANG), en, zh_Hans or zh_Hant."""
    theme: str = "dark"
    """Colours: dark, light, high-contrast or ansi."""
    glyphs: str = "auto"
    """Drawing characters: auto (by the terminal's encoding), unicode or ascii."""
    time_zone: str = "auto"
    """Zone of the person, an IANA name, or auto for this machine's."""
    worker: WorkerSettings = field(default_factory=WorkerSettings)
    alerts: AlertSettings = field(default_factory=AlertSettings)
    chip: ChipSettings = field(default_factory=ChipSettings)
    carriers: tuple[CarrierSettings, ...] = ()
    """At most one a name."""
    meters: tuple[MeterSettings, ...] = ()
    """At most one an interface."""
    origins: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), compare=False)
    """Dotted key → `default`, `FILE:LINE`, the variable or the flag that set it."""
