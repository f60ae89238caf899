"""The world of the demo: twelve eSIMs in all states and one put away, several carriers, four devices.

Carriers are invented; numbers are from ranges kept for fiction and addresses end in .example.
"""

from __future__ import annotations

from random import Random

from axis_tui.demo.catalogue import packages
from axis_tui.demo.numbers import eid, iccid
from axis_tui.demo.seeds import CarrierSeed, DeviceSeed, EsimSeed, PlanSeed, World
from axis_tui.domain.money import Money
from axis_tui.domain.package import Billing, CapRule, Terms
from axis_tui.domain.units import GB, GIB, MB, UnitSystem
from axis_tui.domain.validity import StartRule, Validity, ValidityClock, ValidityUnit, day_bounds, local_day

DAY_S = 86_400
HOUR_S = 3_600
ROUTER, PHONE, TABLET, WATCH = "GL-MT3000", "Phone", "Tablet", "Watch"


def world(seed: int, at: int) -> World:
    """The world as it stands at `at`; the same for the same seed and instant."""
    random = Random(f"world {seed}")
    return World(seed, at, _carriers(at), _devices(), tuple(_esims(at, random)))


def _carriers(at: int) -> tuple[CarrierSeed, ...]:
    def carrier(
        name: str,
        zone: str,
        phone: str,
        host: str,
        unit_system: str = "decimal",
        ended_at: int | None = None,
        **more: str,
    ) -> CarrierSeed:
        url, email = f"https://{host}.example/support", f"help@{host}.example"
        sold, balance = packages(name, zone)
        return CarrierSeed(
            name, zone, unit_system, phone, url, email, ended_at, packages=sold, balance=balance,
            renew_url=f"https://{host}.example/renew", **more,
        )  # fmt: skip

    return (
        carrier("Axis JP", "Asia/Tokyo", "+1 202 555 0117", "axis-jp", country="JP", hours="24/7"),
        carrier(
            "Axis EU",
            "Europe/Berlin",
            "+49 30 23125 017",
            "axis-eu",
            country="DE",
            hours="Mo-Fr 08:00-20:00; Sa 09:00-16:00",
        ),
        carrier(
            "Airline",
            "America/New_York",
            "+1 202 555 0143",
            "airline",
            country="US",
            hours="Mo-Fr 09:00-21:00",
            store_address="Terminal 4, arrivals, 11430 New York",
            store_hours="Mo-Su 06:00-23:00",
        ),
        carrier(
            "Axis SE",
            "Europe/Stockholm",
            "+46 8 465 004 17",
            "axis-se",
            country="SE",
            hours="Mo-Fr 09:00-17:00",
        ),
        carrier("eSIM Go", "UTC", "+44 20 7946 0117", "esim-go", country="GB", hours="24/7"),
        carrier(
            "Axis CH",
            "Europe/Zurich",
            "+44 20 7946 0126",
            "axis-ch",
            country="CH",
            hours="Mo-Sa 08:00-18:30",
            store_address="Bahnhofplatz 1, 8001 Zurich",
            store_hours="Mo-Sa 09:00-20:00; Su 10:00-18:00",
            third_party="Kiosk Alpina",
            third_party_url="https://kiosk-alpina.example/topup",
        ),
        carrier("Siam Link", "Asia/Bangkok", "+1 202 555 0158", "siam-link", unit_system="binary"),
        carrier("Bosphorus", "Europe/Istanbul", "+1 202 555 0164", "bosphorus"),
        carrier("Pampa Móvil", "America/Sao_Paulo", "+1 202 555 0171", "pampa"),
        carrier("Dune Mobile", "Asia/Dubai", "+1 202 555 0186", "dune", ended_at=at - 4 * DAY_S),
        carrier("Nimbus UK", "Europe/London", "+44 20 7946 0184", "nimbus"),
        carrier("Maple Air", "America/Toronto", "+1 202 555 0192", "maple-air"),
    )


def _devices() -> tuple[DeviceSeed, ...]:
    return (
        DeviceSeed(ROUTER, "router", eid("8904903200000000000000000017"), is_local=True),
        DeviceSeed(PHONE, "phone", eid("8904903200000000000000000028")),
        DeviceSeed(TABLET, "tablet", eid("8904903200000000000000000039")),
        DeviceSeed(WATCH, "watch", eid("8904903200000000000000000040")),
    )


def _esims(at: int, random: Random) -> list[EsimSeed]:
    def about(amount: int) -> int:
        """The amount, a little different for each seed."""
        return amount * random.randint(985, 1015) // 1000

    home_zone = "Europe/Stockholm"
    home_per_day = about(1_050 * MB)
    month_at = day_bounds(_first_of_month(at, home_zone), home_zone)[0]
    return [
        EsimSeed(
            "Japan 10 GB",
            "Axis JP",
            ROUTER,
            iccid("8981300000001", "0017"),
            (
                PlanSeed(
                    _terms("Japan 10 GB, 30 days", "JP", 10 * GB, "Asia/Tokyo", 30, price="18.50 USD"),
                    at - 20 * DAY_S,
                    at - 18 * DAY_S + 3 * HOUR_S,
                    about(3_960 * MB),
                    carrier_per_mille=982,
                    channel="online",
                ),
            ),
            profile_state="enabled",
            number="+1 202 555 0109",
            reading_age_s=12,
            notes="Hotel Wi-Fi is slow; the router stays on this one.",
            interface="wwan0",
            live_bytes_per_day=12_000 * MB,
        ),
        EsimSeed(
            "EU 20 GB",
            "Axis EU",
            PHONE,
            iccid("8949200000002", "4821"),
            (
                PlanSeed(
                    _terms(
                        "EU 20 GB, 30 days",
                        "DE FR IT ES NL CH",
                        20 * GB,
                        "Europe/Berlin",
                        30,
                        price="32.00 EUR",
                    ),
                    at - 61 * DAY_S,
                    at - 60 * DAY_S,
                    about(13_100 * MB),
                ),
                PlanSeed(
                    _terms(
                        "EU 20 GB, 30 days",
                        "DE FR IT ES NL CH",
                        20 * GB,
                        "Europe/Berlin",
                        30,
                        price="32.00 EUR",
                    ),
                    at - 29 * DAY_S,
                    at - 27 * DAY_S - 6 * HOUR_S,
                    about(18_420 * MB),
                    carrier_per_mille=1_011,
                    carrier_lag_s=5_400,
                    channel="online",
                ),
            ),
            profile_state="enabled",
            number="+49 30 23125 042",
            reading_age_s=25,
            interface="rmnet1",
            live_bytes_per_day=8_000 * MB,
        ),
        EsimSeed(
            "USA unlimited",
            "Airline",
            PHONE,
            iccid("8901260000003", "7306"),
            (
                PlanSeed(
                    _terms(
                        "USA unlimited, 2 GB a day",
                        "US",
                        None,
                        "America/New_York",
                        14,
                        cap=2 * GB,
                        price="39.00 USD",
                    ),
                    at - 5 * DAY_S,
                    at - 4 * DAY_S - 2 * HOUR_S,
                    about(6_900 * MB),
                    today_bytes=about(1_190 * MB),
                    channel="hotline",
                ),
            ),
            number="+1 202 555 0131",
            reading_age_s=70,
            interface="rmnet2",
            live_bytes_per_day=2_000 * MB,
        ),
        EsimSeed(
            "Home postpaid",
            "Axis SE",
            PHONE,
            iccid("8946070000004", "2290"),
            (
                PlanSeed(
                    _terms(
                        "Home 40 GB a month",
                        "SE NO DK FI",
                        40 * GB,
                        home_zone,
                        1,
                        unit=ValidityUnit.MONTH,
                        clock=ValidityClock.CALENDAR,
                        billing=Billing.POSTPAID,
                        start=StartRule.INSTALL,
                        price="249.00 SEK",
                    ),
                    at - 412 * DAY_S,
                    at - 410 * DAY_S,
                    home_per_day * max(at - month_at, HOUR_S) // DAY_S,
                    carrier_per_mille=996,
                    carrier_lag_s=4 * HOUR_S,
                ),
            ),
            profile_state="enabled",
            number="+46 70 174 06 17",
            before_bytes_per_day=home_per_day,
            notes="Keep alive: bank codes come here.",
            reading_age_s=55,
            interface="rmnet0",
            live_bytes_per_day=2_000 * MB,
        ),
        EsimSeed(
            "Korea 5 GB",
            "eSIM Go",
            PHONE,
            iccid("8944500000005", "6643"),
            (
                PlanSeed(
                    _terms(
                        "Korea 5 GB, 15 days", "KR", 5 * GB, "Asia/Seoul", 15, window=60, price="11.00 USD"
                    ),
                    at - 15 * DAY_S,
                ),
            ),
            code="LPA:1$rsp.esim-go.example$DEMO-7K2Q-KOREA-0005",
            reading_age_s=0,
        ),
        EsimSeed(
            "Swiss day",
            "Axis CH",
            TABLET,
            iccid("8941010000006", "9158"),
            (
                PlanSeed(
                    _terms(
                        "Swiss day pass 1 GB",
                        "CH",
                        GB,
                        "Europe/Zurich",
                        1,
                        clock=ValidityClock.CALENDAR,
                        price="4.90 CHF",
                    ),
                    at - 4 * DAY_S,
                    _midday(at - 4 * DAY_S, "Europe/Zurich"),
                    about(902 * MB),
                    channel="third_party",
                ),
            ),
            profile_state="disabled",
            reading_age_s=3 * DAY_S,
            interface="usb0",
        ),
        EsimSeed(
            "Thailand 3 GB",
            "Siam Link",
            TABLET,
            iccid("8966010000007", "3374"),
            (
                PlanSeed(
                    _terms(
                        "Thailand 3 GB, 15 days",
                        "TH",
                        3 * GIB,
                        "Asia/Bangkok",
                        15,
                        system=UnitSystem.BINARY,
                        price="299.00 THB",
                    ),
                    at - 9 * DAY_S,
                    at - 8 * DAY_S - 5 * HOUR_S,
                    about(2_960 * MB),
                    carrier_per_mille=990,
                    carrier_lag_s=HOUR_S,
                ),
                PlanSeed(
                    _terms(
                        "Thailand top-up 5 GB",
                        "TH",
                        5 * GIB,
                        "Asia/Bangkok",
                        15,
                        system=UnitSystem.BINARY,
                        price="399.00 THB",
                    ),
                    at - DAY_S,
                    is_queued=True,
                    channel="online",
                ),
            ),
            profile_state="enabled",
            reading_age_s=90,
            interface="usb0",
            live_bytes_per_day=400 * MB,
        ),
        EsimSeed(
            "Turkey 5 GB",
            "Bosphorus",
            None,
            iccid("8990010000008", "5512"),
            (
                PlanSeed(
                    _terms(
                        "Turkey 5 GB, 30 days",
                        "TR",
                        5 * GB,
                        "Europe/Istanbul",
                        30,
                        window=30,
                        price="9.50 USD",
                    ),
                    at - 44 * DAY_S,
                ),
            ),
            profile_state="released",
            code="LPA:1$smdp.bosphorus.example$DEMO-TR-0008",
            reading_age_s=0,
        ),
        EsimSeed(
            "Brazil 6 GB",
            "Pampa Móvil",
            PHONE,
            iccid("8955310000009", "8047"),
            (
                PlanSeed(
                    _terms("Brazil 6 GB, 30 days", "BR", 6 * GB, "America/Sao_Paulo", 30, price="59.90 BRL"),
                    at - 22 * DAY_S,
                    at - 21 * DAY_S,
                    6 * GB + 4 * MB,
                ),
            ),
            profile_state="deleted",
            reading_age_s=6 * DAY_S,
            notes="Profile deleted from the phone; the carrier still counts it.",
            interface="rmnet2",
        ),
        EsimSeed(
            "Gulf 8 GB",
            "Dune Mobile",
            ROUTER,
            iccid("8997120000010", "1469"),
            (
                PlanSeed(
                    _terms("Gulf 8 GB, 90 days", "AE QA OM BH", 8 * GB, "Asia/Dubai", 90, price="27.00 USD"),
                    at - 50 * DAY_S,
                    at - 48 * DAY_S,
                    about(5_100 * MB),
                    carrier_per_mille=1_004,
                    carrier_lag_s=4 * DAY_S,
                ),
            ),
            profile_state="disabled",
            reading_age_s=4 * DAY_S,
            interface="wwan0",
        ),
        EsimSeed(
            "UK 12 GB",
            "Nimbus UK",
            TABLET,
            iccid("8944120000011", "7725"),
            (
                PlanSeed(
                    _terms(
                        "UK 12 GB, 1 year",
                        "GB IE",
                        12 * GB,
                        "Europe/London",
                        1,
                        unit=ValidityUnit.YEAR,
                        price="29.00 GBP",
                    ),
                    at - 240 * DAY_S,
                    at - 238 * DAY_S,
                    about(7_300 * MB),
                ),
            ),
            profile_state="disabled",
            profile_expires_at=at - 9 * DAY_S,
            reading_age_s=9 * DAY_S,
            interface="usb0",
        ),
        EsimSeed(
            "Canada watch",
            "Maple Air",
            WATCH,
            iccid("8930220000012", "0931"),
            (
                PlanSeed(
                    _terms(
                        "Canada unlimited, 500 MB a day",
                        "CA",
                        None,
                        "America/Toronto",
                        10,
                        cap=500 * MB,
                        price="21.00 CAD",
                    ),
                    at - 4 * DAY_S,
                    at - 3 * DAY_S - 5 * HOUR_S,
                    about(1_620 * MB),
                    today_bytes=about(516 * MB),
                ),
            ),
            profile_state="enabled",
            reading_age_s=150,
            interface="usb1",
            live_bytes_per_day=200 * MB,
        ),
        EsimSeed(
            "Iceland 3 GB",
            "eSIM Go",
            ROUTER,
            iccid("8944500000013", "4406"),
            (
                PlanSeed(
                    _terms(
                        "Iceland 3 GB, 15 days", "IS", 3 * GB, "Atlantic/Reykjavik", 15, price="12.00 USD"
                    ),
                    at - 84 * DAY_S,
                    at - 83 * DAY_S,
                    about(1_900 * MB),
                ),
            ),
            profile_state="deleted",
            archived_at=at - 60 * DAY_S,
            reading_age_s=68 * DAY_S,
        ),
    ]


def _terms(
    name: str,
    coverage: str,
    allowance: int | None,
    zone: str,
    count: int,
    *,
    unit: ValidityUnit = ValidityUnit.DAY,
    clock: ValidityClock = ValidityClock.ROLLING,
    billing: Billing = Billing.PREPAID,
    start: StartRule = StartRule.FIRST_USE,
    system: UnitSystem = UnitSystem.DECIMAL,
    cap: int | None = None,
    window: int | None = None,
    price: str,
) -> Terms:
    amount, currency = price.split()
    return Terms(
        name=name,
        coverage=tuple(coverage.split()),
        unit_system=system,
        allowance_bytes=allowance,
        daily_cap_bytes=cap,
        cap_rule=CapRule.NONE if cap is None else CapRule.THROTTLE,
        validity=Validity(count, unit, clock, zone),
        start_rule=start,
        billing=billing,
        activation_window_days=window,
        price=Money(int(amount.replace(".", "")), currency, 2),
    )


def _first_of_month(at: int, zone: str) -> int:
    """The first day of the local month, in days since 1970-01-01."""
    from datetime import date

    today = date.fromordinal(local_day(at, zone) + date(1970, 1, 1).toordinal())
    return local_day(at, zone) - today.day + 1


def _midday(at: int, zone: str) -> int:
    """Noon of the local day, so that a calendar day's pass lies in the day meant."""
    return day_bounds(local_day(at, zone), zone)[0] + 12 * HOUR_S
