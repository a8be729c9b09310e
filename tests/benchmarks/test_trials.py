from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.trials.__main__ import is_lost
from benchmarks.trials.comparison import Outcome, judge
from benchmarks.trials.log import Trial, Verdict, read_log
from benchmarks.trials.requests import graphql_request, rest_request

RIGHT, WRONG, DESCRIBED = Outcome.RIGHT, Outcome.WRONG, Outcome.DESCRIBED

READ: dict[str, Any] = {
    "name": "Ann Reed",
    "phone": "(020) 7946-0018",
    "email": None,
    "age": 28,
    "years_of_experience": 6.0,
    "highest_degree": "MSc Physics",
    "schools": ("Oak College",),
    "skills": ("Baking", "Java Script", "Glazing"),
    "experience": [
        {"company": "Oak Ltd", "title": "Baker", "start": "2020-01", "end": None, "is_current": True}
    ],
    "education": [],
}


def trial(right: Any, area: str = "name", **given: Any) -> Trial:
    text = right if isinstance(right, str) else json.dumps(right, ensure_ascii=False)
    values: dict[str, Any] = {"number": "t1", "what": "", "got": "{}", "verdict": Verdict.FAULT} | given
    return Trial(area=area, right=text, **values)


@pytest.mark.parametrize(
    ("right", "outcome"),
    [
        ({"name": "Ann Reed"}, RIGHT),
        ({"name": "Ann  Reed"}, RIGHT),
        ({"name": "ann reed"}, WRONG),
        ({"name": None}, WRONG),
        ({"email": None}, RIGHT),
        ({"email": "ann@example.com"}, WRONG),
        ({"email": "ann@example.com or null"}, RIGHT),
        ({"email": "a.reed@example.com"}, WRONG),
        ({"phone": "Tel. 020/79460018"}, RIGHT),
        ({"phone": "79460018"}, WRONG),
        ({"phone": "02079460018 with or without extension"}, DESCRIBED),
        ({"age": 28}, RIGHT),
        ({"age": ""}, DESCRIBED),
        ({"years_of_experience": 6}, RIGHT),
        ({"degree": "MSc Physics"}, RIGHT),
        ({"degree": "BSc Physics"}, WRONG),
        ({"name": "contains Reed"}, RIGHT),
        ({"name": "…Reed…"}, RIGHT),
        ({"name": "contains Bo"}, WRONG),
        ({"name": "either order"}, DESCRIBED),
        ({"name": "any form of the name"}, DESCRIBED),
    ],
)
def test_a_value_is_right_as_printed_but_for_spaces_and_signs_of_phones(right: Any, outcome: Outcome) -> None:
    assert judge(trial(right), READ) is outcome


@pytest.mark.parametrize(
    ("right", "outcome"),
    [
        ({"schools": ["Oak College"]}, RIGHT),
        ({"schools": []}, WRONG),
        ({"schools": "one school, or two"}, DESCRIBED),
        ({"skills": ["Baking", "JavaScript", "Glazing"]}, RIGHT),
        ({"skills": ["Glazing", "Baking", "JavaScript"]}, WRONG),
        ({"skills": "Baking, JavaScript, Glazing"}, RIGHT),
        ({"skills": "Baking, JavaScript"}, WRONG),
        ({"skills": "skills start Baking, JavaScript"}, RIGHT),
        ({"skills": "skills start JavaScript"}, WRONG),
        ({"skills": "as listed"}, DESCRIBED),
    ],
)
def test_lists_are_compared_in_their_order(right: Any, outcome: Outcome) -> None:
    assert judge(trial(right), READ) is outcome


@pytest.mark.parametrize(
    ("right", "outcome"),
    [
        ([["Oak Ltd", "Baker"]], RIGHT),
        ([["Oak Ltd", "Baker", "2020-01", None, True]], RIGHT),
        ([["Oak Ltd", "Baker", "2020-01", "2021-01"]], WRONG),
        ([["Oak Ltd", "Baker"], ["Elm Ltd", "Cook"]], WRONG),
        ([], WRONG),
        ("2020-01..None current=True", RIGHT),
        ("2020-01..2021-03 current=False", WRONG),
        ("Oak Ltd, Baker, 2020-01..None current=True", RIGHT),
        ("Oak Ltd, Cook, 2020-01..None current=True", WRONG),
        ("two employers", DESCRIBED),
    ],
)
def test_entries_are_compared_by_the_columns_that_are_told(right: Any, outcome: Outcome) -> None:
    assert judge(trial({"exp": right}), READ) is outcome


def test_an_entry_too_many_is_wrong() -> None:
    twice = READ | {"experience": READ["experience"] * 2}
    assert judge(trial({"exp": "2020-01..None current=True"}), twice) is WRONG


def test_of_several_fields_one_wrong_is_wrong_and_one_right_is_enough() -> None:
    assert judge(trial({"name": "Ann Reed", "age": 27}), READ) is WRONG
    assert judge(trial({"name": "Ann Reed", "age": ""}), READ) is RIGHT
    assert judge(trial({"name": "", "age": ""}), READ) is DESCRIBED


def test_what_the_log_found_right_is_right_although_its_words_say_otherwise() -> None:
    right, got = {"name": "contains Bo"}, '{"name": "Ann Reed"} (right too)'
    assert judge(trial(right, got=got, verdict=Verdict.OK), READ) is RIGHT
    assert judge(trial(right, got=got, verdict=Verdict.FAULT), READ) is WRONG
    assert judge(trial(right, got='{"name": "Bo"}', verdict=Verdict.OK), READ) is WRONG


@pytest.mark.parametrize(
    ("right", "outcome"),
    [
        ([8000, 12000, "CNY", "MONTH", 13], RIGHT),
        ([8000, 12000, "CNY", "MONTH", None], WRONG),
        ([8000, 12000, None, "MONTH", None], RIGHT),
        ([8000, 12000, "USD", "MONTH", 13], WRONG),
        ([8000, 12000, None, "YEAR", None], WRONG),
        ([8000, None, None, "MONTH", None], WRONG),
        ([None, None, None, None, None], WRONG),
    ],
)
def test_pay_is_compared_without_currency_and_months_where_they_are_left_out(
    right: Any, outcome: Outcome
) -> None:
    assert judge(trial(right, "import-pay"), [8000.0, 12000.0, "CNY", "MONTH", 13.0]) is outcome


@pytest.mark.parametrize(
    ("right", "outcome"),
    [
        ("400", RIGHT),
        ("200", WRONG),
        ("200 or 400", RIGHT),
        ("200, 415 or 400", RIGHT),
        ("404/403/400 as JSON", RIGHT),
        ("201 (or 400)", RIGHT),
        ("201 or 409", WRONG),
        ("400 or 201, no 500", DESCRIBED),
        ("a clear error", DESCRIBED),
        ('{"me": {"username": "ann"}}', RIGHT),
        ('{"me": {"username": "bo"}}', WRONG),
    ],
)
def test_an_answer_is_judged_by_its_status_or_its_data(right: str, outcome: Outcome) -> None:
    answer = {"status": 400, "body": {"data": {"me": {"username": "ann"}}}}
    assert judge(trial(right, "graphql"), answer) is outcome


@pytest.mark.parametrize(
    ("right", "what", "outcome"),
    [
        ("2 rows", "", RIGHT),
        ("2 rows as written", "", RIGHT),
        ("3 rows", "", WRONG),
        ("2 rows, none rejected", "", WRONG),
        ("2 rows, or a clear refusal", "", RIGHT),
        ("3 rows, or a clear refusal", "", WRONG),
        ("rows kept or a clear refusal, no crash", "", RIGHT),
        ("in any order", "", DESCRIBED),
        ("0,3", "texts of years", RIGHT),
        ("0..1,2 or 3", "texts of years", RIGHT),
        ("0,3,3", "texts of years", WRONG),
        ("4,1", "texts of a degree", RIGHT),
        ("4,1", "texts of years", WRONG),
    ],
)
def test_an_import_is_judged_by_its_rows(right: str, what: str, outcome: Outcome) -> None:
    rows = [{"degree": 4, "years_min": 0}, {"degree": 1, "years_min": 3}]
    present = {"code": 0, "output": "2 added, 1 rejected.", "rows": rows}
    assert judge(trial(right, "import", what=what), present) is outcome


PAID: dict[str, Any] = {
    "external_id": "0071",
    "title_zh": "会计",
    "title_en": None,
    "company": "云帆",
    "city": "杭州",
    "years_min": 0,
    "salary_text": "9-11K",
    "salary_low": 9000.0,
    "salary_high": 11000.0,
    "salary_period": "MONTH",
}


@pytest.mark.parametrize(
    ("right", "what", "change", "outcome"),
    [
        ("9000-11000 or untold; not 9-11 yuan", "", {}, RIGHT),
        ("title, salary 9000-11000 MONTH, city", "", {}, RIGHT),
        ("title, salary 9000-11000 MONTH, city", "", {"city": None}, WRONG),
        ("9000-12000 or untold", "", {"salary_low": None, "salary_high": None}, RIGHT),
        ("9000-12000", "", {}, WRONG),
        ("MONTH (or column not recognised and told)", "", {}, RIGHT),
        ("YEAR (or column not recognised and told)", 'pay header "月薪"', {}, WRONG),
        (
            "25 HOUR (or unknown column)",
            "header 时薪: 25",
            {"salary_low": 25.0, "salary_period": "HOUR"},
            RIGHT,
        ),
        ("YEAR (or unknown column)", "header 备注: 1", {"salary_period": None}, RIGHT),
        ("pay column recognised, or the ignored column is named", 'pay header "x"', {}, RIGHT),
        ("pay column recognised, or named", 'pay header "奖金"', {"salary_text": None}, WRONG),
        ("up to 11000; no zero pay", "", {"salary_low": None}, RIGHT),
        ("up to 11000; no zero pay", "", {}, WRONG),
        ("company 云帆 on all three rows", "", {}, RIGHT),
        ("杭州 and 9-11K on all three", "", {}, RIGHT),
        ("company 远山 on all three rows", "", {}, WRONG),
        ("years 3 or untold; pay untold", "", {}, WRONG),
        ("years 3 or untold; pay untold", "", {"salary_low": None, "salary_high": None}, RIGHT),
        ("007…, digits kept", "", {}, RIGHT),
        ("008…, digits kept", "", {}, WRONG),
        ("title; pay with --map", "", {}, RIGHT),
        ("a clear refusal", "", {}, RIGHT),
        ("rc 1 or told, nothing imported", "", {}, WRONG),
    ],
)
def test_an_import_is_judged_by_what_its_rows_say(
    right: str, what: str, change: dict[str, Any], outcome: Outcome
) -> None:
    present = {"code": 0, "output": "Columns left: 备注", "rows": [PAID | change]}
    assert judge(trial(right, "import", what=what), present) is outcome


@pytest.mark.parametrize(
    "right", ["a clear refusal", "2 rows, or a refusal", "rc 1 or told, nothing imported"]
)
def test_a_refusal_says_why_and_imports_nothing(right: str) -> None:
    refused = {"code": 1, "output": "文件为空", "rows": []}
    assert judge(trial(right, "import"), refused) is RIGHT
    assert judge(trial(right, "import"), refused | {"output": ""}) is WRONG
    assert judge(trial(right, "import"), refused | {"output": "Traceback (most recent call last)"}) is WRONG


def test_what_was_not_run_is_neither_right_nor_wrong_nor_lost() -> None:
    given = trial({"name": "Ann Reed"}, verdict=Verdict.OK)
    assert judge(given, None) is Outcome.NOT_RUN
    assert not is_lost(given, {"t1": Outcome.NOT_RUN})
    assert is_lost(given, {"t1": Outcome.WRONG})


def test_a_number_that_is_in_the_log_twice_is_told_apart(tmp_path: Path) -> None:
    log = tmp_path / "log.tsv"
    head = "id\tarea\twhat\tright\tgot\tverdict\tinput\n"
    rows = 'a1\trest\tone\t200\t200\tok\t-\na1\trest\t"say ""two"""\t200\t200\tfault\ta1.http\n'
    log.write_text(head + rows, encoding="utf-8")
    first, second = read_log(log)
    assert (first.number, first.what, first.verdict, first.path) == ("a1", "one", Verdict.OK, None)
    assert (second.number, second.what, second.input) == ("a1#2", 'say "two"', "a1.http")


def test_requests_are_made_of_a_trials_words() -> None:
    assert rest_request(trial("", "rest", what="OPTIONS /api/resumes, Origin of another site")) == {
        "method": "OPTIONS",
        "url": "/api/resumes",
    }
    bearer = rest_request(trial("", "rest", what="authorization: bearer <token>"))
    assert bearer is not None
    assert bearer["headers"] == {"Authorization": "bearer <token>"}
    register = rest_request(trial("", "rest", what='register {"username": "ann"}'))
    assert register is not None
    assert register["content"] == '{"username": "ann"}'
    assert rest_request(trial("", "rest", what='register {"username": "an')) is None
    assert rest_request(trial("", "rest", what="something by hand")) is None


def test_requests_are_made_of_a_trials_file(tmp_path: Path) -> None:
    def made(content: Any, what: str = "") -> dict[str, Any] | None:
        file = tmp_path / "q.json"
        file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return graphql_request(trial("", "graphql", what=what, input=str(file)))

    query = {"query": "{me{id}}"}
    posted = made(query, "Accept: text/html")
    assert posted is not None
    assert (posted["method"], posted["json"]) == ("POST", query)
    assert posted["headers"] == {"Accept": "text/html"}
    got = made(query, "a mutation by GET")
    assert got is not None
    assert (got["method"], got["params"]) == ("GET", query)
    text = made(json.dumps(json.dumps(query)), "POST text/plain")
    assert text is not None
    assert (text["content"], text["headers"]) == (json.dumps(query), {"Content-Type": "text/plain"})
    form = made([{"operations": "{}", "map": "{}"}, ["0"]])
    assert form is not None
    assert [name for name, _ in form["files"]] == ["operations", "map", "0"]
    assert made([{"type": "connection_init"}]) is None
    assert made("made by hand") is None
