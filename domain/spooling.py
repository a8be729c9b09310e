"""Where an upload waits: in memory, and what is too large for that on the disk, for nobody else to read."""

from __future__ import annotations

import io
import os
import tempfile
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

_BLOCK_BYTES = 16


class Spool(tempfile.SpooledTemporaryFile[bytes]):
    """A file in memory that goes to the disk once it is larger than `max_size`."""

    _rolled: bool

    def rollover(self) -> None:
        """Go to the disk."""
        if self._rolled:
            return
        memory = self._file
        assert isinstance(memory, io.BytesIO)
        file = EncryptedFile()
        file.write(memory.getbuffer())
        file.seek(memory.tell())
        self._file, self._rolled = file, True  # type: ignore[assignment]


class EncryptedFile(io.RawIOBase):
    """A file without a name, encrypted with a key that is nowhere but here and goes with it.

    It is written once and read by who wrote it, so AES in counter mode will do: any place can be read alone.
    """

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - closed with this one
        self._algorithm = AES(os.urandom(32))
        self._go(0)

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._file.fileno()

    def tell(self) -> int:
        return self._file.tell()

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        place = self._file.seek(offset, whence)
        self._go(place)
        return place

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        with memoryview(buffer).cast("B") as view:
            found = self._file.read(len(view)) or b""
            view[: len(found)] = self._cipher.update(found)
        return len(found)

    def write(self, data: ReadableBuffer, /) -> int:
        encrypted = memoryview(self._cipher.update(memoryview(data)))
        size = len(encrypted)
        while encrypted:
            encrypted = encrypted[self._file.write(encrypted) :]
        return size

    def close(self) -> None:
        self._file.close()
        super().close()

    def _go(self, place: int) -> None:
        block, offset = divmod(place, _BLOCK_BYTES)
        self._cipher: CipherContext = Cipher(
            self._algorithm, CTR(block.to_bytes(_BLOCK_BYTES, "big"))
        ).encryptor()
        self._cipher.update(bytes(offset))
