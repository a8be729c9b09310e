"""What the product refuses, and why.

DomainError
├── InvalidInput
│   ├── NoFileUploaded
│   ├── EmptyFile
│   ├── ArchiveRefused
│   ├── NoTitleColumn
│   └── WrongPassword
├── FileTooLarge
├── UnsupportedFileType
├── Unauthenticated
│   └── InvalidCredentials
├── Forbidden
│   ├── NotTheOwner
│   ├── AdminsOnly
│   ├── RegistrationClosed
│   ├── LinkExpired
│   └── QuotaExceeded
├── NotFound
│   └── AnalysisNotFound
├── UsernameTaken
├── TooManyRequests
├── Overloaded
├── TooBusy
└── Unavailable
    └── StorageFull

Each class has a `code` for programs and a `message` for people; the edges translate both.
"""

from __future__ import annotations

import errno
from collections.abc import Sequence
from typing import ClassVar

from domain.input_rules import InputRule


class DomainError(Exception):
    """The request cannot be carried out."""

    code: ClassVar[str] = "DOMAIN_ERROR"
    default_message: ClassVar[str] = "请求无法完成"

    def __init__(self, message: str | None = None) -> None:
        self.message = message or self.default_message
        super().__init__(self.message)


class InvalidInput(DomainError):
    """A given value is missing, malformed or out of range."""

    code = "INVALID_INPUT"
    default_message = "请求参数无效"

    def __init__(self, message: str | None = None, *, rule: InputRule = InputRule.OTHER) -> None:
        super().__init__(message)
        self.rule = rule


class NoTitleColumn(InvalidInput):
    """No column of a file of postings holds titles, as far as its names tell.

    Attributes:
        columns: The columns that it has.
    """

    def __init__(self, columns: Sequence[str]) -> None:
        self.columns = tuple(column for column in columns if column)
        listed = "、".join(self.columns) or "（无）"
        super().__init__(f"找不到职位名称的列，请用 --map 列名=title 指明；文件中的列：{listed}")


class NoFileUploaded(InvalidInput):
    """The upload holds no file."""

    code = "NO_FILE_UPLOADED"
    default_message = "未上传文件"


class EmptyFile(InvalidInput):
    """The uploaded file has no content."""

    code = "EMPTY_FILE"
    default_message = "文件为空"


class ArchiveRefused(InvalidInput):
    """A file of an archive cannot be taken out of it, or none can."""

    code = "ARCHIVE_REFUSED"
    default_message = "压缩包已损坏或无法打开"


class WrongPassword(InvalidInput):
    """The current password given for a change is wrong."""

    code = "WRONG_PASSWORD"
    default_message = "密码错误"


class FileTooLarge(DomainError):
    """The uploaded file exceeds the size limit."""

    code = "FILE_TOO_LARGE"
    default_message = "文件过大"


class UnsupportedFileType(DomainError):
    """The uploaded file is of a type that cannot be read."""

    code = "UNSUPPORTED_FILE_TYPE"
    default_message = "不支持的文件类型"


class Unauthenticated(DomainError):
    """No token, or one that is not valid any more."""

    code = "UNAUTHENTICATED"
    default_message = "未登录或登录已失效"


class InvalidCredentials(Unauthenticated):
    """The username or the password is wrong; which of them is not told."""

    code = "INVALID_CREDENTIALS"
    default_message = "无效的用户名或密码"


class Forbidden(DomainError):
    """The viewer may not do this."""

    code = "FORBIDDEN"
    default_message = "权限不足"


class NotTheOwner(Forbidden):
    """The object belongs to another user."""

    default_message = "无权访问"


class AdminsOnly(Forbidden):
    """Only administrators may do this."""

    default_message = "权限不足"


class RegistrationClosed(Forbidden):
    """Only administrators make accounts here."""

    default_message = "注册已关闭，请联系管理员"


class LinkExpired(Forbidden):
    """The address of a file is not genuine, or its time is over."""

    code = "LINK_EXPIRED"
    default_message = "链接无效或已过期"


class QuotaExceeded(Forbidden):
    """The user keeps as much as one may; `setting` is what an operator would raise."""

    code = "QUOTA_EXCEEDED"
    default_message = "已达到可保存的上限"

    def __init__(self, message: str | None = None, *, setting: str = "") -> None:
        super().__init__(message)
        self.setting = setting


class NotFound(DomainError):
    """There is no such object."""

    code = "NOT_FOUND"
    default_message = "资源不存在"


class AnalysisNotFound(NotFound):
    """The resume has no analysis (yet). `pending` tells whether one is still to come."""

    code = "ANALYSIS_NOT_FOUND"
    default_message = "分析结果不存在"

    def __init__(self, message: str | None = None, *, pending: bool = False) -> None:
        super().__init__(message)
        self.pending = pending


class UsernameTaken(DomainError):
    """Another user has this name."""

    code = "USERNAME_TAKEN"
    default_message = "用户名已存在"


class TooManyRequests(DomainError):
    """It was done too often of late.

    Args:
        name: What is counted.
        most: How often it may be done in a window of time.
        window_seconds: How long that is.
        retry_after_seconds: When it may be done again.
    """

    code = "RATE_LIMITED"
    default_message = "请求过于频繁，请稍后再试"

    def __init__(self, name: str, *, most: int, window_seconds: int, retry_after_seconds: int) -> None:
        super().__init__(f"请求过于频繁，请在{retry_after_seconds}秒后重试")
        self.name = name
        self.most = most
        self.window_seconds = window_seconds
        self.retry_after_seconds = retry_after_seconds


class Overloaded(DomainError):
    """Too many ask at once; the same request may succeed in a moment."""

    code = "OVERLOADED"
    default_message = "服务繁忙，请稍后再试"


class Unavailable(DomainError):
    """What keeps the data does not answer, or takes no writes, at the moment; nothing was changed.

    Args:
        retry_after_seconds: When it may be tried again, where that is not the usual time.
    """

    code = "UNAVAILABLE"
    default_message = "服务暂不可用，请稍后再试"
    retry_after_seconds: int = 5

    def __init__(self, message: str | None = None, *, retry_after_seconds: int | None = None) -> None:
        super().__init__(message)
        if retry_after_seconds is not None:
            self.retry_after_seconds = retry_after_seconds


class StorageFull(Unavailable):
    """There is no room left for what is to be kept; nothing was changed."""

    code = "STORAGE_FULL"
    default_message = "存储空间不足，请稍后再试"
    retry_after_seconds = 60


_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def refused_by_system(error: OSError) -> Unavailable:
    """Return what a failed write to a disk is to the one who asked for it."""
    return StorageFull() if error.errno in _NO_ROOM else Unavailable()


class TooBusy(DomainError):
    """So much waits to be done that more is not taken on."""

    code = "TOO_BUSY"
    default_message = "服务繁忙，请稍后再试"
