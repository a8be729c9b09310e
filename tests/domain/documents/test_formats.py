from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from domain.documents.formats import MediaType, media_type_of, names_zh


def test_a_file_on_the_disk_is_told_as_an_upload_is(tmp_path: Path) -> None:
    path = tmp_path / "resume.pdf"
    path.write_bytes(b"{\\rtf1 Grace Field}")

    assert media_type_of(path) is MediaType.RTF


def test_each_format_has_a_suffix_of_its_own() -> None:
    suffixes = {media_type.declared.suffix for media_type in MediaType}

    assert len(suffixes) == len(MediaType)
    assert all(suffix.startswith(".") for suffix in suffixes)


def test_a_media_type_is_found_by_what_is_stored_of_it() -> None:
    assert all(MediaType(str(media_type.value)) is media_type for media_type in MediaType)
    with pytest.raises(ValueError, match="image/svg"):
        MediaType("image/svg+xml")


def test_pictures_are_those_whose_media_type_says_so() -> None:
    assert all(media_type.declared.is_picture == media_type.startswith("image/") for media_type in MediaType)


def test_the_readme_names_every_format() -> None:
    text = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    section = text.split("## What it reads", 1)[1].split("\n## ", 1)[0]

    assert [each.declared.name for each in MediaType if each.declared.name not in section] == []


def test_names_are_told_once_each() -> None:
    told = names_zh().split("、")

    assert set(told) == {media_type.declared.name_zh for media_type in MediaType}
    assert len(told) == len(set(told)) < len(MediaType)
    assert told[0] == "PDF"


def test_detection_loads_no_reader() -> None:
    program = """
import sys, domain.documents.reader, domain.resumes.service
libraries = {name.split(".")[0] for name in sys.modules} & {"lxml", "PIL", "pypdfium2", "pdfplumber"}
print(libraries, [name for name in sys.modules if name.endswith(".reader") and name.startswith("domain.")])
"""
    out = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert out.stdout.strip() == "set() ['domain.documents.reader']"
