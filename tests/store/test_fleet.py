"""What people enter: cleaned, checked, found again; secrets never repeated."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from axis_tui.domain.package import PackageKind
from axis_tui.domain.plan import PlanState
from axis_tui.domain.problem import Problem
from axis_tui.domain.status import Status
from axis_tui.domain.units import UnitSystem
from axis_tui.domain.validity import StartRule
from axis_tui.store import tables
from axis_tui.store.problems import NotTaken, Refused
from axis_tui.store.read import Reader, alerts, detail, inventory, overview
from axis_tui.store.read.filter import Filter
from axis_tui.store.read.overview import Order
from axis_tui.store.write import Writer, fleet, metering
from axis_tui.store.write.alerts import raise_alert
from axis_tui.store.write.overview import due_overview, refresh_overview
from axis_tui.store.write.setting import note_clock
from tests.store.conftest import Clock, home_in
from tests.store.fleet import NOW, terms

ICCID = "8981100022152967705"
CODE = "LPA:1$smdp.example.com$SECRET-TOKEN-123"
DAY = 86_400


def test_an_esim_brings_its_carrier_and_device_with_it(writer: Writer, reader: Reader) -> None:
    with writer.transaction() as tx:
        first = fleet.add_esim(
            tx, fleet.NewEsim("Tokyo", "Axis Mobile", "Phone", ICCID, CODE, "+81 90", "two\nlines")
        )
        fleet.add_esim(tx, fleet.NewEsim("Osaka", "axis mobile", "phone"))
    assert [(row.name, row.esims) for row in inventory.carriers(reader)] == [("Axis Mobile", 2)]
    assert [(row.name, row.esims) for row in inventory.devices(reader)] == [("Phone", 2)]
    shown = detail.esim(reader, first)
    assert shown is not None
    assert (shown.iccid_masked, shown.number_masked, shown.has_activation_code) == ("…7705", "…8190", True)
    assert shown.notes == "two\nlines"
    assert CODE not in repr(shown)
    assert detail.activation_code(reader, first) == CODE
    row = overview.row(reader, first)
    assert row is not None
    assert (row.status, row.iccid_tail, row.zone) == (Status.NONE, "7705", "UTC")


def test_the_same_iccid_twice_is_refused_for_one_carrier_only(writer: Writer) -> None:
    with writer.transaction() as tx:
        first = fleet.add_esim(tx, fleet.NewEsim("Tokyo", "Axis Mobile", iccid=ICCID))
        fleet.add_esim(tx, fleet.NewEsim("Kyoto", "Aurora", iccid=ICCID))
        with pytest.raises(Problem, match="there already"):
            fleet.add_esim(tx, fleet.NewEsim("Again", "Axis Mobile", iccid=ICCID))
        fleet.archive_esim(tx, first)
        fleet.add_esim(tx, fleet.NewEsim("Again", "Axis Mobile", iccid=ICCID))
        with pytest.raises(Problem, match="there already"):
            fleet.unarchive_esim(tx, first)


def test_a_name_in_use_is_refused_until_its_esim_is_archived(writer: Writer) -> None:
    with writer.transaction() as tx:
        first = fleet.add_esim(tx, fleet.NewEsim("Tokyo", "Axis Mobile"))
        other = fleet.add_esim(tx, fleet.NewEsim("Osaka", "Axis Mobile"))
        with pytest.raises(NotTaken, match="already"):
            fleet.add_esim(tx, fleet.NewEsim(" tOKYO ", "Aurora"))
        with pytest.raises(NotTaken, match="already"):
            fleet.edit_esim(tx, other, fleet.EsimEdit(nickname="TOKYO"))
        fleet.edit_esim(tx, first, fleet.EsimEdit(nickname="TOKYO", notes="the same one"))
        fleet.archive_esim(tx, first)
        fleet.edit_esim(tx, other, fleet.EsimEdit(nickname="Tokyo"))
        with pytest.raises(NotTaken, match="already"):
            fleet.unarchive_esim(tx, first)


def test_an_activation_code_in_use_is_refused_without_being_repeated(writer: Writer) -> None:
    with writer.transaction() as tx:
        first = fleet.add_esim(tx, fleet.NewEsim("Tokyo", "Axis Mobile", activation_code=CODE))
        with pytest.raises(NotTaken, match="activation code") as caught:
            fleet.add_esim(tx, fleet.NewEsim("Again", "Aurora", activation_code=CODE))
        assert "SECRET" not in str(caught.value)
        fleet.archive_esim(tx, first)
        fleet.add_esim(tx, fleet.NewEsim("Again", "Aurora", activation_code=CODE))


def test_a_name_cannot_be_taken_away(writer: Writer, reader: Reader) -> None:
    with writer.transaction() as tx:
        one = fleet.add_esim(tx, fleet.NewEsim("Tokyo", "Axis Mobile"))
    with pytest.raises(NotTaken, match="name is needed"), writer.transaction() as tx:
        fleet.edit_esim(tx, one, fleet.EsimEdit(nickname=" "))
    row = overview.row(reader, one)
    assert row is not None
    assert row.name == "Tokyo"


CARD = "4111 1111 1111 1111"


@pytest.mark.parametrize(
    "fields",
    [
        {"nickname": CARD},
        {"carrier": CARD},
        {"device": CARD},
        {"notes": f"paid\nwith {CARD}"},
        {"number": CARD},
    ],
)
def test_a_payment_cards_number_is_stored_nowhere(writer: Writer, fields: dict[str, str]) -> None:
    named = {"nickname": "Tokyo", "carrier": "Axis Mobile", **fields}
    with pytest.raises(NotTaken, match="payment card"), writer.transaction() as tx:
        fleet.add_esim(tx, fleet.NewEsim(**named))  # type: ignore[arg-type]  # texts only
    with writer.transaction() as tx:
        one = fleet.add_esim(tx, fleet.NewEsim("Tokyo", "Axis Mobile"))
        with pytest.raises(NotTaken, match="payment card"):
            fleet.edit_esim(tx, one, fleet.EsimEdit(**fields))  # type: ignore[arg-type]  # texts only


@pytest.mark.parametrize(
    "number", ["+49 1512 3456783", "0049-1512-3456783", "+81 90 1234 5678", "090 1234 5678"]
)
def test_a_phone_number_is_never_taken_for_a_card(writer: Writer, number: str) -> None:
    with writer.transaction() as tx:
        fleet.add_esim(tx, fleet.NewEsim("Tokyo", "Axis Mobile", number=number, iccid=ICCID))


@pytest.mark.parametrize(
    "esim",
    [
        fleet.NewEsim("Tokyo", "", iccid=ICCID),
        fleet.NewEsim("Tokyo", "Axis Mobile", iccid="12345"),
        fleet.NewEsim("Tokyo", "Axis Mobile", activation_code="nonsense SECRET"),
        fleet.NewEsim("Tokyo", "Axis Mobile", profile_state="melted"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line_without_repeating_it(
    writer: Writer, reader: Reader, esim: fleet.NewEsim
) -> None:
    with pytest.raises(Problem) as caught, writer.transaction() as tx:
        fleet.add_esim(tx, esim)
    assert "SECRET" not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert overview.count(reader, Filter()) == 0
    assert inventory.carriers(reader) == []


def test_an_edit_changes_what_it_names_and_nothing_else(writer: Writer, reader: Reader) -> None:
    with writer.transaction() as tx:
        one = fleet.add_esim(tx, fleet.NewEsim("Tokyo", "Axis Mobile", "Phone", ICCID, notes="keep"))
        fleet.edit_esim(tx, one, fleet.EsimEdit(nickname="Kyoto", device=""))
    shown = detail.esim(reader, one)
    assert shown is not None
    assert (shown.name, shown.device, shown.notes, shown.iccid_masked) == ("Kyoto", "", "keep", "…7705")
    assert overview.count(reader, Filter("kyoto")) == 1
    assert overview.count(reader, Filter("tokyo")) == 0
    assert overview.count(reader, Filter("phone")) == 0


def test_a_renamed_carrier_is_renamed_in_the_list(writer: Writer, reader: Reader) -> None:
    with writer.transaction() as tx:
        one = fleet.add_esim(tx, fleet.NewEsim("Tokyo", "Axis Mobile"))
        (carrier,) = tx.row("SELECT carrier_id FROM esim") or (0,)
        fleet.edit_carrier(
            tx, carrier, fleet.NewCarrier("Aurora", unit_system=UnitSystem.BINARY, service_ended_at=NOW)
        )
    row = overview.row(reader, one)
    assert row is not None
    assert (row.carrier, row.service_ended, row.unit_system) == ("Aurora", True, UnitSystem.BINARY)


def test_archiving_puts_away_the_alerts_and_frees_the_meter(writer: Writer, reader: Reader) -> None:
    from axis_tui.domain.alert import AlertDraft, AlertKind, Severity

    with writer.transaction() as tx:
        one = fleet.add_esim(tx, fleet.NewEsim("Tokyo", "Axis Mobile"))
        meter = metering.ensure_meter(tx, "kernel", "lo")
        metering.switch(tx, meter, one, NOW)
        raise_alert(tx, one, None, None, AlertDraft(AlertKind.EXPIRING, 3, 1, Severity.WARNING), NOW)
        fleet.archive_esim(tx, one, NOW + 5)
    assert alerts.page(reader, 10) == []
    assert inventory.meters(reader)[0].esim_name == ""
    assert overview.count(reader, Filter()) == 0
    assert overview.page(reader, Filter.parse("state:archived"), Order.NAME, 9)[0].status is Status.ARCHIVED
    with writer.transaction() as tx:
        fleet.unarchive_esim(tx, one, NOW + 6)
    assert overview.count(reader, Filter()) == 1


def test_finding_by_name_number_and_tail(writer: Writer) -> None:
    with writer.transaction() as tx:
        one = fleet.add_esim(tx, fleet.NewEsim("Tokyo", "Axis Mobile", iccid=ICCID))
        two = fleet.add_esim(tx, fleet.NewEsim("Osaka", "Axis Mobile", iccid="8981100022152960007705"[:19]))
        assert [fleet.find_esim(tx, text) for text in ("Tokyo", "tOKYO", ICCID, "67705")] == [one] * 4
        assert fleet.find_esim(tx, "osaka") == two
        for text, said in (("nobody", "no eSIM"), ("705", "no eSIM"), ("", "no eSIM")):
            with pytest.raises(Problem, match=said):
                fleet.find_esim(tx, text)
        assert [fleet.find_esim(tx, text) for text in (f"#{two}", str(two))] == [two] * 2
        tx.execute("UPDATE esim SET nickname = 'Tokyo' WHERE id = ?", (two,))
        tx.touch((two,))
        with pytest.raises(Problem, match=f"several eSIMs, such as #{one} and #{two}"):
            fleet.find_esim(tx, "tokyo")


def test_a_plan_of_no_country_is_refused(writer: Writer) -> None:
    with writer.transaction() as tx:
        one = fleet.add_esim(tx, fleet.NewEsim("Tokyo", "Axis Mobile"))
        with pytest.raises(Problem, match="country codes"):
            fleet.add_plan(tx, one, terms(coverage=("JAPAN",)), NOW)


def test_plans_queue_behind_one_another_unless_their_start_is_fixed(writer: Writer) -> None:
    with writer.transaction() as tx:
        one = fleet.add_esim(tx, fleet.NewEsim("Tokyo", "Axis Mobile"))
        for starts_at in (None, None, NOW + DAY):
            fleet.add_plan(tx, one, terms(start_rule=StartRule.PURCHASE), NOW, starts_at=starts_at)
    with writer.transaction() as tx:
        assert [plan.state for _, plan in fleet.plans_of(tx, one)] == [
            PlanState.ACTIVE,
            PlanState.QUEUED,
            PlanState.READY,
        ]


def test_terms_come_back_as_they_were_bought(writer: Writer, reader: Reader) -> None:
    from axis_tui.domain.money import Money

    bought = terms("Asia 5 GB", ("JP", "KR"), price=Money(900, "USD", 2), zone="Asia/Tokyo")
    with writer.transaction() as tx:
        one = fleet.add_esim(tx, fleet.NewEsim("Tokyo", "Axis Mobile"))
        fleet.add_plan(tx, one, bought, NOW)
        fleet.add_package(tx, "Axis Mobile", "asia-5", PackageKind.BASE, terms())
        fleet.add_package(tx, "Axis Mobile", "asia-5", PackageKind.BASE, bought)
    assert [row.plan.terms for row in detail.plans(reader, one)] == [bought]
    assert [(row.code, row.carrier, row.terms) for row in inventory.packages(reader)] == [
        ("asia-5", "Axis Mobile", bought)
    ]


def test_a_carriers_figure_is_bridged_by_our_own_bytes(writer: Writer, reader: Reader) -> None:
    with writer.transaction() as tx:
        one = fleet.add_esim(tx, fleet.NewEsim("Tokyo", "Axis Mobile"))
        plan_id = fleet.add_plan(tx, one, terms(start_rule=StartRule.PURCHASE), NOW - DAY)
        fleet.set_carrier_figure(tx, plan_id, 10**9, NOW)
    row = overview.row(reader, one)
    assert row is not None
    assert (row.used_bytes, row.is_estimate, row.reading_at) == (10**9, False, NOW)


def test_time_alone_moves_what_the_list_shows(writer: Writer, reader: Reader, clock: Clock) -> None:
    with writer.transaction() as tx:
        one = fleet.add_esim(tx, fleet.NewEsim("Tokyo", "Axis Mobile"))
        fleet.add_plan(tx, one, terms(start_rule=StartRule.PURCHASE), NOW)
    seen = []
    for day in (1, 26, 28, 31):
        clock.at = NOW + day * DAY
        with writer.transaction() as tx:
            due = due_overview(tx, clock.at)
            refresh_overview(tx, due, clock.at)
            assert due_overview(tx, clock.at) == []
        row = overview.row(reader, one)
        assert row is not None
        seen.append((bool(due), row.status))
    assert seen == [
        (False, Status.ACTIVE),
        (False, Status.ACTIVE),
        (True, Status.EXPIRING),
        (True, Status.EXPIRED),
    ]
    assert overview.state_counts(reader) == {Status.EXPIRED: 1}


def test_a_wrong_clock_ends_no_plan(writer: Writer, reader: Reader, clock: Clock) -> None:
    with writer.transaction() as tx:
        one = fleet.add_esim(tx, fleet.NewEsim("Tokyo", "Axis Mobile"))
        fleet.add_plan(tx, one, terms(start_rule=StartRule.PURCHASE), NOW)
        note_clock(tx, NOW)
    for wrong in (NOW + 20 * 365 * DAY, NOW - 20 * 365 * DAY):
        clock.at = wrong
        with writer.transaction() as tx:
            fleet.edit_esim(tx, one, fleet.EsimEdit(notes=str(wrong)))
        row = overview.row(reader, one)
        assert row is not None
        assert row.status is Status.ACTIVE


def test_no_secret_reaches_a_log_or_an_error(writer: Writer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    with writer.transaction() as tx:
        one = fleet.add_esim(tx, fleet.NewEsim("Tokyo", "Axis Mobile", iccid=ICCID, activation_code=CODE))
    with pytest.raises(Refused) as caught, writer.transaction() as tx:
        tx.session.add(tables.Esim(id=one, nickname=CODE, iccid=ICCID, carrier_id=1, created_at=NOW))
    seen = caplog.text + str(caught.value) + repr(caught.value.__cause__)
    for secret in ("SECRET", ICCID, "smdp.example"):
        assert secret not in seen


def test_making_the_list_anew_changes_nothing_where_nothing_changed(writer: Writer) -> None:
    with writer.transaction() as tx:
        one = fleet.add_esim(tx, fleet.NewEsim("Tokyo", "Axis Mobile"))
        fleet.add_plan(tx, one, terms(), NOW)
    with writer.transaction() as tx:
        assert refresh_overview(tx, [one], NOW + 60) == 0


def test_a_table_row_validates_before_it_is_made() -> None:
    with pytest.raises(Refused, match="name") as caught:
        tables.checked(tables.Carrier, {"name": "x" * 500, "unit_system": "decimal"})
    assert "xxx" not in str(caught.value)


hostile = st.text(alphabet=st.characters(codec="utf-8"), max_size=120) | st.sampled_from(
    [
        "[/x]",
        "[@click=app.quit]x[/]",
        "\x1b[2J",
        "\u202egnp.exe",
        "=1+1",
        "a" * 5000,
        "\ud800".encode("utf-8", "replace").decode(),
    ]
)


@settings(max_examples=60, deadline=None)
@given(name=hostile, carrier=hostile, notes=hostile, number=hostile)
def test_hostile_text_is_stored_clean_or_refused(
    blank: Path, tmp_path_factory: pytest.TempPathFactory, name: str, carrier: str, notes: str, number: str
) -> None:
    home = home_in(tmp_path_factory.mktemp("store"), blank)
    with home.write() as writer:
        try:
            with writer.transaction() as tx:
                one = fleet.add_esim(tx, fleet.NewEsim(name, carrier, notes=notes, number=number))
        except Problem:
            return
        with home.read() as reader:
            row, shown = overview.row(reader, one), detail.esim(reader, one)
    assert row is not None
    assert shown is not None
    for text in (row.name, row.carrier, shown.number_masked, *shown.notes.split("\n")):
        assert text.isprintable()
        assert len(text) <= 200
