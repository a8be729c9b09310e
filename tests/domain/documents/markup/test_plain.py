from __future__ import annotations

from pathlib import Path

import pytest

from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.formats import MediaType
from domain.documents.models import Document
from domain.documents.reader import read_document


def read(folder: Path, content: bytes) -> Document:
    path = folder / "resume"
    path.write_bytes(content)
    return read_document(path.read_bytes(), MediaType.TEXT)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_chinese_text_is_read_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    document = read(tmp_path, "姓名: 方晓晴\n电话: 13800000000".encode(encoding))

    assert [line.text for line in document.lines] == ["姓名: 方晓晴", "电话: 13800000000"]


def test_traditional_chinese_is_read_as_big5(tmp_path: Path) -> None:
    assert read(tmp_path, "工作經歷 軟體工程師".encode("big5")).text == "工作經歷 軟體工程師"


def test_curly_quotes_of_windows_are_read(tmp_path: Path) -> None:
    assert (
        read(tmp_path, b"Led the team\x92s move to Malm\xf6 \x96 on time").text
        == "Led the team’s move to Malmö – on time"
    )


def test_blank_lines_separate_blocks(tmp_path: Path) -> None:
    document = read(tmp_path, b"Grace Field\nEngineer\n\n \nExperience\n")

    assert [block.text for block in document.blocks] == ["Grace Field\nEngineer", "Experience"]


def test_tabs_and_wide_gaps_separate_tokens(tmp_path: Path) -> None:
    document = read(tmp_path, b"2019-2023\tField & Co\t\tEngineer\nGrace Field      Shanghai")

    assert [line.tokens for line in document.lines] == [
        ("2019-2023", "Field & Co", "Engineer"),
        ("Grace Field", "Shanghai"),
    ]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("姓    名：方晓晴", "姓名:方晓晴"),
        ("个 人 简 历", "个人简历"),
        ("张 三", "张三"),
        ("J O H N  D O E", "JOHN DOE"),
        ("Plan A or B", "Plan A or B"),
        ("⼯作经历", "工作经历"),
        ("⻓江⻋队", "长江车队"),
    ],
)
def test_spaced_and_odd_letters_become_words(tmp_path: Path, printed: str, meant: str) -> None:
    assert read(tmp_path, printed.encode()).text == meant


def test_what_carries_no_meaning_is_dropped(tmp_path: Path) -> None:
    assert (
        read(tmp_path, "\uf0e0 a@example.cn\u200b (cid:12)\x07 \uf0b7 tidy".encode()).text
        == "• a@example.cn • tidy"
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", FailureCode.NO_TEXT),
        (b" \n\t\n", FailureCode.NO_TEXT),
        (b"-----\n", FailureCode.NO_TEXT),
        (b"a\0\xff\0\0b" * 40, FailureCode.DAMAGED),
        (b"word " * 2_000_000, FailureCode.TOO_COMPLEX),
    ],
)
def test_what_is_no_text_fails_with_a_reason(tmp_path: Path, content: bytes, code: FailureCode) -> None:
    with pytest.raises(ReadFailure) as caught:
        read(tmp_path, content)
    assert caught.value.code is code


def test_a_bullet_stays_with_its_text_and_a_label_is_one_token(tmp_path: Path) -> None:
    document = read(tmp_path, "•\tPython\n姓\t名\t方晓晴\t性\t别\t女".encode())

    assert [line.tokens for line in document.lines] == [("• Python",), ("姓名", "方晓晴", "性别", "女")]
