"""What stored files hold, decrypted only in memory."""

from __future__ import annotations

import fcntl
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from domain.documents.errors import FailureCode, ReadFailure
from persistence.encryption import MAGIC, Altered, CannotOpen, FileKeys, decrypted

_SEALED = fcntl.F_SEAL_SEAL | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StoredContent:
    """A stored file, or a copy of it, on this host.

    Attributes:
        path: Where it is.
        key: Its storage key, to which its encryption is bound.
    """

    path: Path
    key: str
    keys: FileKeys = field(repr=False)

    def opened(self) -> int:
        """Open the file; of an encrypted one, a copy in memory that can be changed no more."""
        descriptor = os.open(self.path, os.O_RDONLY | os.O_CLOEXEC)
        if self.keys.reads_plain and os.pread(descriptor, len(MAGIC), 0) != MAGIC:
            return descriptor
        os.close(descriptor)
        memory = os.memfd_create("resume", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        try:
            for piece in self.pieces():
                view = memoryview(piece)
                while view:
                    view = view[os.write(memory, view) :]
            fcntl.fcntl(memory, fcntl.F_ADD_SEALS, _SEALED)
            os.lseek(memory, 0, os.SEEK_SET)
        except BaseException:
            os.close(memory)
            raise
        return memory

    def pieces(self) -> Iterator[bytes]:
        """Decrypt the file, a segment at a time."""
        try:
            with self.path.open("rb", buffering=0) as file:
                yield from decrypted(file, self.keys, name=self.key)
        except CannotOpen as error:
            logger.error("the stored file %s cannot be read: %s", self.key, error)
            # What was altered is no file any more; a key may come back.
            code = FailureCode.DAMAGED if isinstance(error, Altered) else FailureCode.INTERNAL
            raise ReadFailure(code, "as it is stored") from error
