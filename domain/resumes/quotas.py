"""How much one user may keep."""

from __future__ import annotations

from dataclasses import dataclass

from domain.errors import QuotaExceeded


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What a user keeps."""

    resumes: int
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """What a user may keep; 0 is any number."""

    resumes: int = 0
    size_bytes: int = 0

    def check(self, used: Usage, *, size_bytes: int) -> None:
        """Refuse one more file of a size. Raises `QuotaExceeded`."""
        if self.resumes and used.resumes >= self.resumes:
            raise QuotaExceeded(
                f"简历数量已达上限（{self.resumes} 份），请先删除不再需要的简历",
                setting="GATEWAY_MAX_RESUMES_PER_USER",
            )
        if self.size_bytes and used.size_bytes + size_bytes > self.size_bytes:
            raise QuotaExceeded(
                f"简历总大小已达上限（{self.size_bytes // 2**20} MB），请先删除不再需要的简历",
                setting="GATEWAY_MAX_BYTES_PER_USER",
            )
