"""A small store for the dashboard's tests: six eSIMs in different states, twelve days of use, two alerts."""

from pathlib import Path

from axis_tui.domain.alert import AlertDraft, AlertKind, Severity
from axis_tui.domain.package import Billing, CapRule, Terms
from axis_tui.domain.units import GB, MB, UnitSystem
from axis_tui.domain.validity import StartRule, Validity, ValidityClock, ValidityUnit

NOW = 1_795_176_000
"""Friday 20 November 2026, 12:00 UTC: what every clock in these tests says."""
ZONE = "Europe/Berlin"
DAY_S = 86_400
HOSTILE = "[/x][@click=app.exit]go[/] \x1b[31mred\u202e \u200b日本\u0301\u0301\u0301"


def terms(name: str, allowance: int | None, days: int, coverage: str, **changes: object) -> Terms:
    """Prepaid terms of that many 24-hour days."""
    fields: dict[str, object] = {
        "name": name,
        "coverage": tuple(coverage.split()),
        "unit_system": UnitSystem.DECIMAL,
        "allowance_bytes": allowance,
        "daily_cap_bytes": None,
        "cap_rule": CapRule.NONE,
        "validity": Validity(days, ValidityUnit.DAY, ValidityClock.ROLLING, "Asia/Tokyo"),
        "start_rule": StartRule.PURCHASE,
        "billing": Billing.PREPAID,
        **changes,
    }
    return Terms(**fields)  # type: ignore[arg-type]


def build(path: Path) -> None:
    """Write the store at `path`."""
    from axis_tui.store.write import alerts, fleet, metering, open_writer, overview, samples

    with open_writer(path, create=True, state_dir=path.parent / "state", clock=lambda: NOW) as writer:
        with writer.transaction() as tx:
            tx.execute("UPDATE store_setting SET value = 'UTC' WHERE key = 'time_zone'")
            fleet.add_carrier(
                tx,
                fleet.NewCarrier(
                    "Axis JP", support_phone="+81 3 5550 1234", support_url="https://axis.example"
                ),
            )
            japan = _esim(tx, "Japan 10 GB", "Axis JP", "GL-MT3000", "8981100000000000017")
            first = fleet.add_plan(
                tx, japan, terms("Japan 10 GB, 30 days", 10 * GB, 30, "JP"), NOW - 17 * DAY_S
            )
            fleet.add_plan(
                tx,
                japan,
                terms("Japan top-up", 5 * GB, 30, "JP", start_rule=StartRule.FIRST_USE),
                NOW - DAY_S,
            )
            europe = _esim(tx, "EU 20 GB", "Axis EU", "Phone", "8931000000000000025")
            second = fleet.add_plan(tx, europe, terms("EU 20 GB", 20 * GB, 15, "DE FR IT"), NOW - 13 * DAY_S)
            usa = _esim(tx, "USA unlimited", "Airline", "Phone", "8901000000000000033")
            capped = terms("USA unlimited", None, 15, "US", daily_cap_bytes=2 * GB, cap_rule=CapRule.THROTTLE)
            fleet.add_plan(tx, usa, capped, NOW - 5 * DAY_S)
            korea = _esim(tx, "Korea 5 GB", "eSIM Go", None, "")
            waiting = terms(
                "Korea 5 GB", 5 * GB, 30, "KR", start_rule=StartRule.FIRST_USE, activation_window_days=45
            )
            fleet.add_plan(tx, korea, waiting, NOW)
            swiss = _esim(tx, "Swiss day", "Axis CH", "Phone", "8941000000000000041")
            fleet.add_plan(tx, swiss, terms("Swiss day", GB, 1, "CH"), NOW - 4 * DAY_S)
            _esim(tx, HOSTILE, "[b]Evil[/b] & Söhne", "日本 phone", "")
            meter = metering.ensure_meter(tx, "kernel", "wwan0")
            metering.switch(tx, meter, japan, NOW - 20 * DAY_S)
            metering.ensure_meter(tx, "vnstat", "br-lan", "router")
            rows = [
                (NOW - DAY_S * ago - 3_600, japan, 0, 40 * MB * (ago % 5 + 1), 10 * MB, 0)
                for ago in range(12, -1, -1)
            ]
            rows += [
                (NOW - DAY_S * ago - 1_800, europe, 0, 300 * MB * (ago % 3 + 1), 20 * MB, 0)
                for ago in range(12, -1, -1)
            ]
            samples.add_samples(tx, sorted(rows))
            fleet.set_carrier_figure(tx, first, 3_700 * MB, NOW - 7_200)
            fleet.set_carrier_figure(tx, second, 18_100 * MB, NOW - 600)
            overview.refresh_overview(tx, [japan, europe, usa, korea, swiss], NOW)
        with writer.transaction() as tx:
            low = AlertDraft(AlertKind.LOW_DATA, 90, 1, Severity.WARNING)
            alerts.raise_alert(tx, europe, second, None, low, NOW - 600)
            soon = AlertDraft(AlertKind.EXPIRING, 3, 1, Severity.CRITICAL)
            alerts.raise_alert(tx, europe, second, None, soon, NOW - 300)


def _esim(tx: object, name: str, carrier: str, device: str | None, iccid: str) -> int:
    from axis_tui.store.write import fleet

    state = "enabled" if device else "released"
    return fleet.add_esim(tx, fleet.NewEsim(name, carrier, device, iccid, profile_state=state))  # type: ignore[arg-type]
