"""What carriers' servers answer, in words: by the pair of codes, by the specification's text, or as it is."""

import pytest

from axis_tui.euicc.lpac_failure import problem
from axis_tui.euicc.lpac_line import Result
from axis_tui.euicc.problem import ChipProblem, NoMemory
from axis_tui.euicc.status_code import refusal


def told(why: str, step: str = "es9p_authenticate_client") -> str:
    return str(problem(Result(-1, step, why)))


@pytest.mark.parametrize(
    ("why", "words", "code"),
    [
        ("8.2.6 3.8 Refused", "mistyped or was used before", "8.2.6/3.8"),
        ("MatchingID (AC_Token or EventID) is refused", "mistyped or was used before", "8.2.6/3.8"),
        ("subject-code: 8.8.5, reason-code: 4.10", "the time to use this code is over", "8.8.5/4.10"),
        ("[8.8.5/4.10] order expired", "the time to use this code is over", "8.8.5/4.10"),
        ("The maximum number of retries for the Profile download order has been exceeded",
         "tried too often", "8.8.5/6.4"),
        ("EID doesn't match the expected value.", "for another chip", "8.1.1/3.8"),
        ("No eligible Profile for this eUICC/Device", "no profile for this chip", "8.2.5/4.3"),
        ("Confirmation Code is missing", "needs a confirmation code", "8.2.7/2.2"),
        ("Confirmation Code is refused", "confirmation code is wrong", "8.2.7/3.8"),
        ("The maximum number of retries for the Confirmation Code has been exceeded",
         "wrong too often", "8.2.7/6.4"),
        ("BPP is not available for a new binding", "fetched before", "8.2/3.7"),
    ],
)  # fmt: skip
def test_what_is_known_is_said_with_what_to_do_and_its_code(why: str, words: str, code: str) -> None:
    said = told(why)
    assert words in said
    assert said.endswith(f"({code})")


def test_a_server_that_is_not_there_is_no_matter_of_the_code() -> None:
    assert "cannot be reached" in told("HTTP transport failed", "es9p_initiate_authentication")
    assert "answers with an error" in told("HTTP status code error")


def test_a_chip_without_room_is_known_by_the_server_too() -> None:
    assert isinstance(refusal("subject-code: 8.1, reason-code: 4.8"), NoMemory)


@pytest.mark.parametrize("why", ["", "no", "8.99.1 3.8", "version 18.2.6 3.80", "subject-code: 8.2.6"])
def test_what_is_not_known_is_quoted(why: str) -> None:
    assert refusal(why) is None
    assert told(why) == f"lpac failed at es9p_authenticate_client: {why or '-'}"


def test_the_chips_own_steps_are_no_servers() -> None:
    assert "8.2.6" in told("8.2.6 3.8", "es10b_prepare_download")
    assert type(problem(Result(-1, "es10b_prepare_download", "8.2.6 3.8"))) is ChipProblem
