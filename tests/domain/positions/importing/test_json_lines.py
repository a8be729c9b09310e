"""Objects, one a line, become rows."""

from __future__ import annotations

import json
from pathlib import Path

from tests.domain.positions.importing.helpers import (
    postings,
    rejections,
    written,
)


def test_json_lines_hold_lists_numbers_and_inner_objects(tmp_path: Path) -> None:
    lines = [
        {
            "title": "Nurse",
            "id": 17,
            "skills": ["ICU", "triage"],
            "company": {"name": "Mercy"},
            "salary": None,
        },
        {"id": "18", "jobTitle": "Chef", "city": "Rome"},
    ]
    path = written(tmp_path, "\n".join(map(json.dumps, lines)), "jobs.jsonl")
    first, second = postings(path, "company.name=company")
    assert (first.given_id, first.skills, first.company) == ("17", ("ICU", "triage"), "Mercy")
    assert (second.given_id, second.title_en, second.city) == ("18", "Chef", "Rome")


def test_a_line_that_is_no_object_is_rejected_with_its_number(tmp_path: Path) -> None:
    path = written(tmp_path, '{"title": "Nurse"}\n\n{"title": \n["Chef"]\n{"title": "Cook"}\n', "jobs.jsonl")
    assert rejections(path) == [(3, "NOT_JSON"), (4, "NOT_JSON")]
