from __future__ import annotations

import contextlib
import fcntl
import os
from pathlib import Path

import pytest

from domain.documents.errors import FailureCode, ReadFailure
from persistence.encryption import NO_KEYS, Encrypting, FileKeys, new_key, parse_keys
from persistence.file_contents import StoredContent
from tests.factories import NOW

KEYS = parse_keys(new_key(NOW))
CONTENT = bytes(range(256)) * 1000


def stored(folder: Path, content: bytes = CONTENT, keys: FileKeys = KEYS) -> StoredContent:
    path = folder / "file"
    encrypting = Encrypting(keys, name="resumes/file")
    path.write_bytes(encrypting.update(content) + encrypting.finish())
    return StoredContent(path, "resumes/file", keys)


def whole(descriptor: int) -> bytes:
    with os.fdopen(descriptor, "rb") as file:
        return file.read()


def descriptors() -> dict[str, Path]:
    """The open descriptors of this process, but the one that looks."""
    found = {}
    for path in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            found[path.name] = path.readlink()
    return found


def test_an_encrypted_file_is_opened_as_a_copy_in_memory_that_nobody_changes(tmp_path: Path) -> None:
    descriptor = stored(tmp_path).opened()
    assert str(descriptors()[str(descriptor)]).startswith("/memfd:")
    assert fcntl.fcntl(descriptor, fcntl.F_GET_SEALS) & fcntl.F_SEAL_WRITE
    assert not os.get_inheritable(descriptor)
    for change in (lambda: os.write(descriptor, b"x"), lambda: os.ftruncate(descriptor, 1)):
        with pytest.raises(PermissionError):
            change()
    assert whole(descriptor) == CONTENT


def test_a_file_without_encryption_is_opened_itself(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(CONTENT)
    descriptor = StoredContent(path, "resumes/file", NO_KEYS).opened()
    assert os.path.samestat(os.fstat(descriptor), path.stat())
    assert whole(descriptor) == CONTENT


def test_pieces_are_a_segment_long_at_most(tmp_path: Path) -> None:
    pieces = list(stored(tmp_path).pieces())
    assert b"".join(pieces) == CONTENT
    assert max(map(len, pieces)) == 64 * 1024


@pytest.mark.parametrize(
    ("content", "keys", "code"),
    [
        (b"plain text", KEYS, FailureCode.INTERNAL),
        (None, NO_KEYS, FailureCode.INTERNAL),
        (None, parse_keys(new_key(NOW)), FailureCode.INTERNAL),
        (None, KEYS, FailureCode.DAMAGED),
    ],
    ids=["it is not encrypted", "no keys", "other keys", "it was changed"],
)
def test_what_cannot_be_opened_fails_and_the_log_says_why(
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    content: bytes | None,
    keys: FileKeys,
    code: FailureCode,
) -> None:
    path = stored(tmp_path).path
    changed = bytearray(path.read_bytes())
    changed[-1] ^= 1
    path.write_bytes(content or bytes(changed))
    before = descriptors()
    with pytest.raises(ReadFailure) as caught:
        StoredContent(path, "resumes/file", keys).opened()
    assert caught.value.code is code
    assert descriptors() == before
    [line] = caplog.messages
    assert line.startswith("the stored file resumes/file cannot be read: ")
