"""The form of an encrypted file: AES-256-GCM in segments, as in STREAM and in Tink's streaming encryption.

    "\\x89RGFILE\\n"  8 bytes  that it is one
    version           1 byte   1
    length of the id  1 byte
    id of the key     1 to 32 bytes
    salt              32 bytes, random
    segments          64 KiB each, the last one shorter, each with its tag of 16 bytes

Each file has a key of its own, derived (HKDF-SHA-256) from the named key, the salt and the file's storage
key: of a file in another's place no segment opens. The nonce is the segment's number and whether it is the
last one, so segments that were moved, left out or cut off do not open either.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PLAIN = "plain"
"""Stands for no key at all in a list of keys."""
LOST = "lost"

MAGIC = b"\x89RGFILE\n"
SEGMENT_BYTES = 64 * 1024
TAG_BYTES = 16
KEY_BYTES = 32
HEAD_BYTES = len(MAGIC) + 2 + 32
"""So much of a file tells its key."""

_VERSION = 1
_SALT_BYTES = 32
_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")


class CannotOpen(Exception):
    """An encrypted file that is not what was stored, or whose key is not there."""


class UnknownKey(CannotOpen):
    """The file's key is not among those that are known."""


class Altered(CannotOpen):
    """Bytes of the file were changed, moved, left out or added, or it stands in another's place."""


class Readable(Protocol):
    """An open file."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKeys:
    """Which keys files are encrypted with; the first one of the list writes.

    Attributes:
        first: Its id, or `PLAIN`.
        secrets: Each key by its id.
        reads_plain: Whether files that are not encrypted are taken for what was stored.
        lost: Ids of keys that are not there any more, by the operator's word.
    """

    first: str = PLAIN
    secrets: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    reads_plain: bool = True
    lost: frozenset[str] = frozenset()

    def reads(self, key_id: str) -> bool:
        """Whether what was written with this key, or with none, can be read."""
        return self.reads_plain if key_id == PLAIN else key_id in self.secrets

    def writing(self, key_id: str) -> FileKeys:
        """Return the same keys, of which another one writes."""
        return FileKeys(first=key_id, secrets=self.secrets, reads_plain=self.reads_plain, lost=self.lost)


NO_KEYS = FileKeys()


def parse_keys(text: str) -> FileKeys:
    """Return the keys that a list such as `new:BASE64,old:BASE64,plain` names.

    Raises:
        ValueError: A sentence that repeats no key.
    """
    found: dict[str, bytes] = {}
    order: list[str] = []
    lost: set[str] = set()
    for number, entry in enumerate(filter(None, re.split(r"[,\s]+", text)), start=1):
        key_id, colon, secret = entry.partition(":")
        if key_id in order or key_id in lost:
            raise ValueError(f"it names {key_id!r} twice")
        if entry == PLAIN:
            order.append(PLAIN)
        elif not colon or not _ID.fullmatch(key_id) or key_id == PLAIN:
            raise ValueError(
                f"its part {number} is not of the form id:key (an id has up to 32 letters, digits, - and _)"
            )
        elif secret == LOST:
            lost.add(key_id)
        else:
            found[key_id] = _key(key_id, secret)
            order.append(key_id)
    if not order:
        raise ValueError("it names no key that could write")
    return FileKeys(first=order[0], secrets=found, reads_plain=PLAIN in order, lost=frozenset(lost))


def new_key(moment: datetime) -> str:
    """Return a new key with its id, as a list of keys takes it."""
    key_id = f"{moment:%Y%m%d}-{secrets.token_hex(2)}"
    return f"{key_id}:{base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}"


def key_of(head: bytes) -> str:
    """Return the id of the key that a file was written with, `PLAIN` for none. Raises `Altered`."""
    return _read_head(head)[0] if head.startswith(MAGIC) else PLAIN


class Encrypting:
    """Encrypts a file that comes in pieces of any size."""

    def __init__(self, keys: FileKeys, *, name: str) -> None:
        salt = os.urandom(_SALT_BYTES)
        key_id = keys.first.encode()
        self._head = MAGIC + bytes((_VERSION, len(key_id))) + key_id + salt
        self._cipher = _cipher(keys.secrets[keys.first], keys.first, salt, name)
        self._waiting = bytearray()
        self._number = 0

    def update(self, piece: bytes) -> bytes:
        """Take a piece and return what can be written by now."""
        self._waiting += piece
        out = bytearray(self._head)
        self._head = b""
        # The last segment is known only at the end, so one is always kept back.
        while len(self._waiting) > SEGMENT_BYTES:
            out += self._segment(bytes(self._waiting[:SEGMENT_BYTES]), is_last=False)
            del self._waiting[:SEGMENT_BYTES]
        return bytes(out)

    def finish(self) -> bytes:
        """Return what is left."""
        return self._head + self._segment(bytes(self._waiting), is_last=True)

    def _segment(self, content: bytes, *, is_last: bool) -> bytes:
        nonce = _nonce(self._number, is_last=is_last)
        self._number += 1
        return self._cipher.encrypt(nonce, content, None)


def decrypted(file: Readable, keys: FileKeys, *, name: str) -> Iterator[bytes]:
    """Give what a file holds, in pieces that are each known to be what was stored.

    A file without encryption is given as it is, where the keys allow it. Raises `CannotOpen`.
    """
    head = _whole(file, HEAD_BYTES)
    if not head.startswith(MAGIC):
        if not keys.reads_plain:
            raise UnknownKey("it is not encrypted")
        yield from _plain(file, head)
        return
    key_id, length = _read_head(head)
    if key_id not in keys.secrets:
        raise UnknownKey(f"it is encrypted with the key {key_id!r}")
    # What tells the key is always shorter than what stands before the segments.
    salt = head[length:] + _whole(file, length + _SALT_BYTES - len(head))
    cipher = _cipher(keys.secrets[key_id], key_id, salt, name)
    size = SEGMENT_BYTES + TAG_BYTES
    segment, number = _whole(file, size), 0
    while True:
        following = _whole(file, size) if len(segment) == size else b""
        try:
            yield cipher.decrypt(_nonce(number, is_last=not following), segment, None)
        except InvalidTag:
            raise Altered(f"its segment {number} does not open") from None
        if not following:
            return
        segment, number = following, number + 1


def _plain(file: Readable, head: bytes) -> Iterator[bytes]:
    piece = head
    while piece:
        yield piece
        piece = file.read(SEGMENT_BYTES)


def _key(key_id: str, secret: str) -> bytes:
    try:
        key = base64.b64decode(secret.replace("-", "+").replace("_", "/"), validate=True)
    except (binascii.Error, ValueError):
        raise ValueError(f"the key {key_id!r} is not in base64") from None
    if len(key) != KEY_BYTES:
        raise ValueError(f"the key {key_id!r} has {len(key)} bytes, but a key has {KEY_BYTES}")
    return key


def _read_head(head: bytes) -> tuple[str, int]:
    """Return the key's id, and where the salt begins."""
    start = len(MAGIC) + 2
    if len(head) < start or head[start - 2] != _VERSION:
        raise Altered("its form is not known")
    end = start + head[start - 1]
    try:
        key_id = head[start:end].decode("ascii")
    except UnicodeDecodeError:
        key_id = ""
    if len(head) < end or not _ID.fullmatch(key_id):
        raise Altered("the name of its key is no name")
    return key_id, end


def _cipher(key: bytes, key_id: str, salt: bytes, name: str) -> AESGCM:
    told = MAGIC + bytes((_VERSION, len(key_id))) + key_id.encode() + name.encode()
    return AESGCM(HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=told).derive(key))


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes((is_last,))


def _whole(file: Readable, size: int) -> bytes:
    """Read so much, or up to the end: one read may give less."""
    found = b""
    while len(found) < size and (piece := file.read(size - len(found))):
        found += piece
    return found
