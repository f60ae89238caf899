"""What the data of lpac's results mean, as of lpac 2.3. Pure.

A field that is absent, null or of another type is empty; only data of another shape altogether is refused.
"""

from collections.abc import Mapping
from typing import Any

from axis_tui.domain.problem import N_
from axis_tui.euicc.base import ChipInfo, Downloaded, Notification, Preview, Profile, Rule
from axis_tui.euicc.lpac_line import number, rows, table, text
from axis_tui.euicc.problem import Driver

_WORDS = 64


def chip_info(data: object) -> ChipInfo:
    """From `chip info`. Raises Driver."""
    answer = _object(data, "chip info")
    addresses, details = table(answer.get("EuiccConfiguredAddresses")), table(answer.get("EUICCInfo2"))
    return ChipInfo(
        eid=text(answer.get("eidValue")),
        free_bytes=number(table(details.get("extCardResource")).get("freeNonVolatileMemory")),
        default_dp_address=text(addresses.get("defaultDpAddress")),
        root_ds_address=text(addresses.get("rootDsAddress")),
        firmware=text(details.get("euiccFirmwareVer")),
        forbidden_policies=_texts(details.get("forbiddenProfilePolicyRules")),
        rules=_rules(answer.get("rulesAuthorisationTable")),
    )


def profiles(data: object) -> tuple[Profile, ...]:
    """From `profile list`. Raises Driver."""
    return tuple(_profile(row) for row in _objects(data, "profile list"))


def notifications(data: object) -> tuple[Notification, ...]:
    """From `notification list`, in order; one without a number cannot be named and is left out.

    Raises Driver.
    """
    found = [
        Notification(
            seq=seq,
            operation=text(row.get("profileManagementOperation")),
            address=text(row.get("notificationAddress")),
            iccid=text(row.get("iccid")),
        )
        for row in _objects(data, "notification list")
        if (seq := number(row.get("seqNumber"))) is not None
    ]
    return tuple(sorted(found, key=lambda notification: notification.seq))


def preview(data: object) -> Preview:
    """From the progress line `es8p_metadata_parse`."""
    row = table(data)
    return Preview(
        iccid=text(row.get("iccid")),
        provider=text(row.get("serviceProviderName")),
        name=text(row.get("profileName")),
        klass=text(row.get("profileClass")),
        has_icon=_has_icon(row),
    )


def downloaded(data: object) -> Downloaded:
    """From `profile download`; lpac before 2.3 tells nothing."""
    row = table(data)
    return Downloaded(text(row.get("iccid")), number(row.get("seqNumber")))


def _profile(row: Mapping[str, Any]) -> Profile:
    return Profile(
        iccid=text(row.get("iccid")),
        isdp_aid=text(row.get("isdpAid")),
        state=text(row.get("profileState")),
        nickname=text(row.get("profileNickname")),
        provider=text(row.get("serviceProviderName")),
        name=text(row.get("profileName")),
        klass=text(row.get("profileClass")),
        has_icon=_has_icon(row),
    )


def _rules(value: object) -> tuple[Rule, ...] | None:
    """lpac leaves the table out where the chip did not answer; an empty one is an answer."""
    return tuple(_rule(table(row)) for row in rows(value, _WORDS)) if isinstance(value, list) else None


def _rule(row: Mapping[str, Any]) -> Rule:
    operators = (text(table(operator).get("plmn")) for operator in rows(row.get("allowedOperators"), _WORDS))
    return Rule(_texts(row.get("pprIds")), tuple(operators), _texts(row.get("pprFlags")))


def _has_icon(row: Mapping[str, Any]) -> bool:
    return isinstance(row.get("icon"), str) and bool(row["icon"])


def _texts(value: object) -> tuple[str, ...]:
    return tuple(text(word) for word in rows(value, _WORDS))


def _object(data: object, what: str) -> Mapping[str, Any]:
    if isinstance(data, dict):
        return data
    raise _nonsense(data, what)


def _objects(data: object, what: str) -> list[Mapping[str, Any]]:
    if data is None or isinstance(data, list):
        return [row for row in rows(data) if isinstance(row, dict)]
    raise _nonsense(data, what)


def _nonsense(data: object, what: str) -> Driver:
    return Driver(
        N_("lpac answered %(what)s with %(kind)s where something else belongs; is it lpac 2.3 or later?"),
        what=what, kind=type(data).__name__,
    )  # fmt: skip
