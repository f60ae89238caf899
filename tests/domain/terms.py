"""Plans to test with: one call, and only what matters to the test is named."""

from datetime import datetime
from zoneinfo import ZoneInfo

from axis_tui.domain.package import Billing, CapRule, Terms
from axis_tui.domain.units import GB, UnitSystem
from axis_tui.domain.validity import StartRule, Validity, ValidityClock, ValidityUnit

NOW = 1_760_000_000
DAY = 86_400


def at(text: str, zone: str = "UTC") -> int:
    """The instant of a local wall time such as `2025-01-31 10:00`."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp())


def local(instant: int, zone: str = "UTC") -> str:
    """The local wall time of an instant, to the minute."""
    return f"{datetime.fromtimestamp(instant, ZoneInfo(zone)):%Y-%m-%d %H:%M}"


def rolling(count: int, unit: ValidityUnit = ValidityUnit.DAY, zone: str = "UTC") -> Validity:
    return Validity(count, unit, ValidityClock.ROLLING, zone)


def calendar(count: int, unit: ValidityUnit = ValidityUnit.DAY, zone: str = "UTC") -> Validity:
    return Validity(count, unit, ValidityClock.CALENDAR, zone)


def terms(
    validity: Validity | None = None,
    *,
    allowance_bytes: int | None = 10 * GB,
    daily_cap_bytes: int | None = None,
    cap_rule: CapRule = CapRule.NONE,
    start_rule: StartRule = StartRule.FIRST_USE,
    billing: Billing = Billing.PREPAID,
    activation_window_days: int | None = None,
) -> Terms:
    return Terms(
        name="Ten days",
        coverage=("JP", "KR"),
        unit_system=UnitSystem.DECIMAL,
        allowance_bytes=allowance_bytes,
        daily_cap_bytes=daily_cap_bytes,
        cap_rule=cap_rule,
        validity=validity or rolling(30),
        start_rule=start_rule,
        billing=billing,
        activation_window_days=activation_window_days,
    )
