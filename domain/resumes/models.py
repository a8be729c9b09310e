"""Resumes and the states they run through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.documents.errors import FailureCode
from domain.documents.formats import MediaType


class ResumeState(StrEnum):
    """UPLOADED → ANALYSING → ANALYSED, or FAILED. The state is the truth about what is left to do."""

    UPLOADED = "uploaded"
    ANALYSING = "analysing"
    ANALYSED = "analysed"
    FAILED = "failed"

    @property
    def is_final(self) -> bool:
        """Whether the work on the resume has ended."""
        return self in (ResumeState.ANALYSED, ResumeState.FAILED)


STATUS_TEXTS: dict[str, str] = {
    ResumeState.UPLOADED: "上传成功",
    ResumeState.ANALYSING: "分析中",
    ResumeState.ANALYSED: "分析完成",
    ResumeState.FAILED: "分析失败",
}
"""The REST document's `status` of each state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file as the store keeps it. `key` is its storage key, never a path of the host."""

    key: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewResume:
    """A resume about to be stored; `file_name` is the name its owner gave the file."""

    user_id: int
    storage_key: str
    file_name: str
    media_type: MediaType
    size_bytes: int
    sha256: str
    upload_time: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume(NewResume):
    """A stored resume. `attempts` counts how often its analysis was begun."""

    id: int
    state: ResumeState
    failure_code: FailureCode | None
    page_count: int | None
    attempts: int

    @property
    def status(self) -> str:
        """The state as the REST document names it."""
        return STATUS_TEXTS[self.state]
