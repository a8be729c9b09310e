"""Why a file could not be read.

ReadFailure: `code` (a FailureCode) is kept with the resume and shown to its owner.
└── NeedsRecognition: its text is a picture; who cannot recognise it ends with NO_TEXT.
ReadingBrokeOff: the file is not at fault; it may be tried again.
"""

from __future__ import annotations

from enum import StrEnum


class FailureCode(StrEnum):
    """The reasons for which an analysis ends without a result."""

    NO_TEXT = "NO_TEXT"
    NOT_A_RESUME = "NOT_A_RESUME"
    ENCRYPTED = "ENCRYPTED"
    DAMAGED = "DAMAGED"
    TOO_COMPLEX = "TOO_COMPLEX"
    TIMED_OUT = "TIMED_OUT"
    UNSUPPORTED_TYPE = "UNSUPPORTED_TYPE"
    FILE_MISSING = "FILE_MISSING"
    INTERNAL = "INTERNAL"


FAILURE_MESSAGES: dict[FailureCode, str] = {
    FailureCode.NO_TEXT: "文件中没有可读取的文字，可能是扫描件或图片",
    FailureCode.NOT_A_RESUME: "文件内容不是简历，例如论文、发票、招聘启事或文章",
    FailureCode.ENCRYPTED: "文件已加密，无法读取",
    FailureCode.DAMAGED: "文件已损坏或不完整",
    FailureCode.TOO_COMPLEX: "文件结构过于复杂，超出处理限制",
    FailureCode.TIMED_OUT: "文件处理超时",
    FailureCode.UNSUPPORTED_TYPE: "不支持的文件类型",
    FailureCode.FILE_MISSING: "存储中找不到该文件",
    FailureCode.INTERNAL: "分析时发生内部错误",
}


class ReadFailure(Exception):
    """The file could not be read; `code` says why."""

    def __init__(self, code: FailureCode, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.code}: {self.detail}" if self.detail else str(self.code)


class NeedsRecognition(ReadFailure):
    """The file holds pages whose text can only be recognised; `has_text` tells of others that have some."""

    def __init__(self, *, has_text: bool = False) -> None:
        super().__init__(FailureCode.NO_TEXT, "text has to be recognised")
        self.has_text = has_text


class ReadingBrokeOff(Exception):
    """The process that read the file was ended from outside, or could not be started."""
