"""Pages of resumes: their pictures, and the files themselves."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

from api.parts.database import Database
from api.settings import Settings
from api.stopping import Stopping
from domain.auditing import Audit
from domain.clock import Clock
from domain.documents.isolation.sandbox import Sandbox
from domain.limiting import Limiter
from domain.pages.painting import PAINTERS, SandboxedPainter
from domain.pages.pictures import Pictures
from domain.pages.service import PageService
from domain.pages.serving import FileService
from domain.pages.signing import Signer
from domain.users.service import UserService
from persistence.files import ObjectFileStore
from persistence.reads.resume_pages import SqlPageReads
from persistence.statements import RowReader

# A picture of 40 million pixels takes less than half of them; nobody else waits for it.
_SECONDS = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PageParts:
    """The use cases around pages."""

    service: PageService
    files: FileService


@contextlib.asynccontextmanager
async def running_pages(
    settings: Settings,
    database: Database,
    *,
    files: ObjectFileStore,
    users: UserService,
    clock: Clock,
    limiter: Limiter,
    audit: Audit,
    stopping: Stopping,
) -> AsyncIterator[PageParts]:
    """Give the use cases around pages; what is being painted ends with the context."""
    reads = SqlPageReads(RowReader(database.reading_engine))

    async def is_there(resume_id: int) -> bool:
        return await reads.file(resume_id) is not None

    # The processes that paint are started when the first picture is asked for.
    with Sandbox(
        workers=settings.analysis_workers,
        memory_limit_bytes=settings.analysis_memory_bytes,
        rendering_time_limit_seconds=_SECONDS,
        painting_equipment=PAINTERS,
    ) as sandbox:
        pictures = Pictures(
            files=files,
            store=files.pictures,
            painter=SandboxedPainter(sandbox),
            is_there=is_there,
            clock=clock,
            limiter=limiter,
        )
        stopping.tell(pictures.hold)
        try:
            signer = Signer(secrets=settings.secrets(), clock=clock, root_path=settings.root_path)
            yield PageParts(
                service=PageService(reads=reads, signer=signer),
                files=FileService(
                    reads=reads,
                    files=files,
                    pictures=pictures,
                    signer=signer,
                    holder=users.holder,
                    audit=audit,
                ),
            )
        finally:
            await pictures.stop()
