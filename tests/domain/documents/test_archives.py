from __future__ import annotations

import io
import zipfile

import pytest

from domain.documents.archives import Archive, holds_documents
from domain.documents.errors import FailureCode, ReadFailure

NAMES = ("简历/张三.pdf", "简历/李四的简历.docx", "王五.txt")


def zipped(*entries: tuple[str | bytes, bytes], compression: int = zipfile.ZIP_DEFLATED) -> io.BytesIO:
    """Return a ZIP; names given as bytes stand there as they are, in an encoding that is not told."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for number, (name, content) in enumerate(entries):
            archive.writestr(name if isinstance(name, str) else f"placeholder-{number:03}", content)
    raw = file.getvalue()
    for number, (name, _) in enumerate(entries):
        if isinstance(name, bytes):
            # The same length, so that every place in the file stays where it is.
            placeholder = f"placeholder-{number:03}".encode()
            raw = raw.replace(placeholder, name.rjust(len(placeholder), b"_")[: len(placeholder)])
    return io.BytesIO(raw)


def opened(file: io.BytesIO, *, file_bytes: int = 1000, total_bytes: int = 5000) -> Archive:
    return Archive(file, file_bytes=file_bytes, total_bytes=total_bytes)


def test_the_files_come_in_their_order_with_their_content() -> None:
    with opened(zipped(*((name, name.encode()) for name in NAMES))) as archive:
        assert [file.name for file in archive.files] == list(NAMES)
        assert [archive.read(file) for file in archive.files] == [name.encode() for name in NAMES]


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-8"])
def test_names_are_read_in_whatever_encoding_they_stand(encoding: str) -> None:
    names = ("陳大文.pdf", "林小明.pdf") if encoding == "big5" else ("张三丰.pdf", "李小明.pdf")
    archive = opened(zipped(*((name.encode(encoding), b"x") for name in names)))
    assert [file.name.lstrip("_") for file in archive.files] == list(names)


def test_folders_and_what_systems_leave_behind_are_no_files() -> None:
    leftovers = ("a/", "__MACOSX/a/._b.pdf", ".DS_Store", "a/Thumbs.db", "a/~$b.docx", "a/.hidden")
    archive = opened(zipped(*((name, b"") for name in leftovers), ("a/b.pdf", b"x")))
    assert [file.name for file in archive.files] == ["a/b.pdf"]


def test_a_bomb_is_measured_while_it_is_inflated() -> None:
    archive = opened(zipped(("a", bytes(900)), ("b", bytes(900)), ("c", bytes(2000))), total_bytes=1500)
    first, second, third = archive.files
    assert archive.read(first) == bytes(900)
    for file in (second, third):
        with pytest.raises(ReadFailure) as failure:
            archive.read(file)
        assert failure.value.code is FailureCode.TOO_COMPLEX


def test_a_size_that_lies_is_found_out() -> None:
    file = zipped(("a", bytes(2000)), compression=zipfile.ZIP_STORED)
    archive = opened(file)
    archive.files[0].entry.file_size = 10
    with pytest.raises(ReadFailure):
        archive.read(archive.files[0])


def test_a_damaged_file_leaves_the_others_alone() -> None:
    file = zipped(("a", b"content of the first"), ("b", b"x"), compression=zipfile.ZIP_STORED)
    archive = opened(io.BytesIO(file.getvalue().replace(b"content of the first", b"something else here.")))
    with pytest.raises(ReadFailure) as failure:
        archive.read(archive.files[0])
    assert failure.value.code is FailureCode.DAMAGED
    assert archive.read(archive.files[1]) == b"x"


@pytest.mark.parametrize("compression", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_what_is_packed_in_a_seldom_way_is_not_unpacked(compression: int) -> None:
    archive = opened(zipped(("a", bytes(900)), compression=compression))
    with pytest.raises(ReadFailure) as failure:
        archive.read(archive.files[0])
    assert failure.value.code is FailureCode.UNSUPPORTED_TYPE


def test_what_is_no_zip_is_damaged() -> None:
    with pytest.raises(ReadFailure):
        opened(io.BytesIO(b"PK\x03\x04 and nothing more"))


def test_a_word_file_holds_no_documents_and_a_folder_of_that_name_does() -> None:
    assert not holds_documents(zipped(("[Content_Types].xml", b""), ("word/document.xml", b"")))
    assert holds_documents(zipped(("word/a.docx", b"")))
    assert not holds_documents(io.BytesIO(b"PK\x03\x04"))
