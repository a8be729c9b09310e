from __future__ import annotations

import subprocess
import sys

import pytest

from domain.searching.words import MARK, marked, unmarked, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("注册护士证", ["注册", "护士", "证"]),
        ("高级软件工程师", ["高级", "软件", "工程", "师"]),
        ("护士长", ["护士", "长"]),
        ("護士長", ["護士", "長"]),
        ("IP地址", ["ip", "地址"]),
        ("C/C++、C# 和 Node.js", ["c", "c++", "c#", "和", "node", "js"]),
        ("Java+Spring", ["java", "+", "spring"]),
        ("École 2019年", ["école", "2019", "年"]),
        ("周敏敏", ["周", "敏", "敏"]),
        ("，。！", []),
        ("", []),
    ],
)
def test_words_are_as_short_as_the_dictionary_has_them(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    "text", ["注册护士证，熟悉Java+Spring", "Straße ﬃ İstanbul 会计", "護士長\n第二行", "1\t2  3"]
)
def test_without_its_marks_a_text_is_as_it_was_printed(text: str) -> None:
    assert MARK not in unmarked(marked(text))
    assert unmarked(marked(text)) == text


def test_what_is_between_pages_and_words_is_not_taken_from_a_text() -> None:
    assert marked("a\fb\0c" + MARK) == "a bc"


def test_the_dictionary_is_loaded_by_who_searches_alone() -> None:
    loaded = "import sys; import api.app, persistence.unit_of_work; print('rjieba' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", loaded], capture_output=True, check=True).stdout == b"False\n"
    )
