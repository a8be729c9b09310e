"""What the product refuses, and why.

DomainError
├── InvalidInput
│   ├── NoFileUploaded
│   ├── EmptyFile
│   └── WrongPassword
├── FileTooLarge
├── UnsupportedFileType
├── Unauthenticated
│   └── InvalidCredentials
├── Forbidden
│   ├── NotTheOwner
│   └── AdminsOnly
├── NotFound
│   └── AnalysisNotFound
├── UsernameTaken
└── TooBusy

Each class has a `code` for programs and a `message` for people; the edges translate both.
"""

from __future__ import annotations

from typing import ClassVar


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


class NoFileUploaded(InvalidInput):
    """The upload holds no file."""

    code = "NO_FILE_UPLOADED"
    default_message = "未上传文件"


class EmptyFile(InvalidInput):
    """The uploaded file has no content."""

    code = "EMPTY_FILE"
    default_message = "文件为空"


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


class TooBusy(DomainError):
    """So much waits to be done that more is not taken on."""

    code = "TOO_BUSY"
    default_message = "服务繁忙，请稍后再试"
