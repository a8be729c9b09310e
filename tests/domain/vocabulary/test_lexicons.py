from __future__ import annotations

import ast
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from domain import analyses, vocabulary
from domain.positions import importing
from domain.vocabulary.lexicons import ROOTS, Lexicon, add_root, files, lexicon, read_entries
from tests.domain.patterns import explosive_loop, parse

FILES = [pytest.param(language, file, id=f"{language}-{file.stem}") for language, file in files()]
NAMES = sorted({file.stem for _, file in files()})


@pytest.mark.parametrize(("language", "file"), FILES)
def test_every_row_is_well_formed(language: str, file: Path) -> None:
    entries = list(read_entries(file, language))
    assert entries, "an empty lexicon is a mistake"
    for entry in entries:
        assert re.fullmatch(r"[a-z0-9][a-z0-9_ .-]*|[^\x00-\x7f]+", entry.group), entry
        assert entry.text == entry.text.strip(), entry
        assert unicodedata.is_normalized("NFKC", entry.text), entry


@pytest.mark.parametrize(("language", "file"), FILES)
def test_no_row_stands_twice(language: str, file: Path) -> None:
    times = Counter((entry.group, entry.text) for entry in read_entries(file, language))
    assert [row for row, count in times.items() if count > 1] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_pattern_compiles_and_none_explodes(name: str) -> None:
    for entry in lexicon(name).entries:
        if entry.is_pattern:
            assert explosive_loop(parse(re.compile(entry.text, re.IGNORECASE))) is None, entry
            assert not re.compile(entry.text).groups, f"{entry} counts groups that its readers do not know"


def test_files_are_named_as_languages_are() -> None:
    assert {language for language, _ in files()} >= {"und", "zh", "en"}
    assert all(re.fullmatch(r"[a-z]{2,3}", language) for language, _ in files())


@pytest.fixture
def words(tmp_path: Path) -> Lexicon:
    (tmp_path / "words.tsv").write_text(
        "# Of a test.\nplace\tUlm\nplace\tNeu-Ulm\nschool\t/uni(?:versität)?/\nschool\tschule\nfolk\tUlm\n",
        encoding="utf-8",
    )
    return Lexicon("words", tuple(read_entries(tmp_path / "words.tsv", "de")))


def test_words_keep_their_order_and_their_groups(words: Lexicon) -> None:
    assert words.groups() == ("place", "school", "folk")
    assert words.words("place", "folk") == ("Ulm", "Neu-Ulm")
    assert words.by_word() == {"Ulm": "place", "Neu-Ulm": "place", "schule": "school"}


def test_a_pattern_tries_expressions_first_and_then_the_longest_word(words: Lexicon) -> None:
    assert words.pattern("place", "school") == r"(?:uni(?:versität)?|Neu\-Ulm|schule|Ulm)"


def test_a_pattern_of_no_words_matches_nothing(words: Lexicon) -> None:
    assert re.search(words.of("fr").pattern("place"), "Ulm") is None


def test_a_regular_expression_is_no_word(words: Lexicon) -> None:
    with pytest.raises(ValueError, match="school holds a regular expression"):
        words.words("school")


def test_a_whole_word_is_no_part_of_a_longer_one_where_the_script_parts_words(tmp_path: Path) -> None:
    (tmp_path / "words.tsv").write_text("word\tlab\nword\t/labs?/\nword\t实验室\n", encoding="utf-8")
    pattern = re.compile(
        Lexicon("words", tuple(read_entries(tmp_path / "words.tsv", "xx"))).pattern("word", whole=True)
    )
    assert [pattern.search(text) is not None for text in ("my labs", "labour", "collab", "某实验室主任")] == [
        True,
        False,
        False,
        True,
    ]


def test_an_unknown_group_is_told(words: Lexicon) -> None:
    with pytest.raises(LookupError, match="words has no plase"):
        words.pattern("plase")


def test_an_unknown_lexicon_is_told() -> None:
    with pytest.raises(LookupError, match="no lexicon of-that-name"):
        lexicon("of-that-name")


@pytest.mark.parametrize("row", ["word", "word\t", "\tword", "a\tb\tc"])
def test_a_malformed_row_is_told_by_its_place(tmp_path: Path, row: str) -> None:
    file = tmp_path / "words.tsv"
    file.write_text(f"# Comment.\n{row}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"words\.tsv:2 is no row"):
        list(read_entries(file, "de"))


def test_languages_of_a_folder_are_added_before_anything_is_read(tmp_path: Path) -> None:
    lexicon(NAMES[0])
    with pytest.raises(RuntimeError, match="before the readers are imported"):
        add_root(tmp_path)
    assert tmp_path not in ROOTS


def test_the_server_starts_without_the_words_of_the_readers() -> None:
    names = "'domain.analyses.reading' in sys.modules, 'domain.analyses.text' in sys.modules"
    code = f"import sys, api.app; print({names})"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert found.stdout.split() == ["True", "False"]


# Signs of dates, numerals and units are structure, as digits are.
_SIGNS = set("年月日号度至到一二两三四五六七八九十百千万半个天元块级丨")
_CHINESE = re.compile("[\u4e00-\u9fff]")


# What the product says to clients: descriptions of fields, reasons of a refusal, names of degrees, warnings.
_SAY = {"fields", "models", "warnings"}
_SAID_NAMES, _SAID_TEXTS = {"_NAMES_ZH", "LASTING"}, {"（无）"}
_READERS = [
    file
    for package in (analyses, vocabulary, importing)
    for file in sorted(Path(package.__path__[0]).glob("*.py"))
    if file.stem not in _SAY
]


def _is_said(node: ast.AST) -> bool:
    """Return whether a part of a module tells something to people: prose, a refusal, a name to be shown."""
    targets = [*getattr(node, "targets", ()), getattr(node, "target", None)]
    names = {target.id for target in targets if isinstance(target, ast.Name)}
    is_prose = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_prose or isinstance(node, ast.Raise) or not names.isdisjoint(_SAID_NAMES)


@pytest.mark.parametrize("module", _READERS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_reader_holds_chinese_words(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    said = {id(part) for node in ast.walk(tree) if _is_said(node) for part in ast.walk(node)}
    texts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said
    ]
    # The ends of a range of characters are no words.
    words = {
        sign
        for text in texts
        if text not in _SAID_TEXTS
        for sign in _CHINESE.findall(text.replace("\u4e00-\u9fff", ""))
    }
    assert words - _SIGNS == set()
