"""The bodies of the REST document, exactly."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from domain.users.validation import LONGEST_EMAIL, LONGEST_PASSWORD, LONGEST_USERNAME, reserved_domains
from domain.viewers import Role


class RequestBody(BaseModel):
    """What a client sends: types are exact, keys that nobody knows are ignored."""

    model_config = ConfigDict(strict=True)


class ResponseBody(BaseModel):
    """What a client gets: no key more, no key less."""

    # Answers are not checked against it: it is the document's.
    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)


# What a schema says of a value is checked in the domain, whose refusals are sentences.
# Control and format characters; an engine of regular expressions need not know Unicode's classes.
_UNSEEN = r"\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
_Username = Annotated[
    str,
    Field(
        json_schema_extra={
            "minLength": 1,
            "maxLength": LONGEST_USERNAME,
            # Not only spaces.
            "pattern": f"^[^{_UNSEEN}]*[^\\s{_UNSEEN}][^{_UNSEEN}]*$",
        }
    ),
]
_Password = Annotated[str, Field(json_schema_extra={"minLength": 1, "maxLength": LONGEST_PASSWORD})]


def _describe_email(schema: dict[str, Any]) -> None:
    reserved = "|".join(
        "".join(f"[{letter.upper()}{letter}]" if letter.isalpha() else re.escape(letter) for letter in domain)
        for domain in reserved_domains()
    )
    schema.update(format="email", maxLength=LONGEST_EMAIL)
    schema["not"] = {"pattern": rf"[.@]({reserved})$"}


_Email = Annotated[str, Field(json_schema_extra=_describe_email)]
# Nothing counts as no address.
_Blank = Annotated[str, Field(json_schema_extra={"maxLength": 0})]
ID_LIMITS: Final[dict[str, JsonValue]] = {"format": "int64", "minimum": 1, "maximum": 2**63 - 1}
_Id = Annotated[int, Field(json_schema_extra=ID_LIMITS)]
_Role = Annotated[str, Field(json_schema_extra={"enum": [role.value for role in Role]})]


class RegisterRequest(RequestBody):
    """A new user."""

    username: Annotated[_Username, Field(description="用户名，必须唯一（不区分大小写），1至64个字符")]
    password: Annotated[_Password, Field(description="密码，最多128个字符")]
    email: Annotated[_Email | _Blank | None, Field(description="用户邮箱")] = None
    role: Annotated[_Role | None, Field(description="用户角色：job_seeker（默认）或 admin")] = None


class LoginRequest(RequestBody):
    """A user's credentials; nobody has longer ones."""

    username: Annotated[str, Field(json_schema_extra={"maxLength": LONGEST_USERNAME})]
    password: Annotated[str, Field(json_schema_extra={"maxLength": LONGEST_PASSWORD})]


class ErrorBody(ResponseBody):
    """Any error."""

    error: Annotated[str, Field(description="错误说明")]


class RegisterResponse(ResponseBody):
    """A user was made."""

    message: Literal["注册成功"]


class LoginResponse(ResponseBody):
    """A token for the `Authorization: Bearer` header."""

    access_token: str


Status = Literal["上传成功", "分析中", "分析完成", "分析失败"]


class UploadResponse(ResponseBody):
    """A file was kept; its analysis runs in the background."""

    resume_id: _Id
    status: Literal["上传成功"]


class ResumeItem(ResponseBody):
    """One of the caller's resumes."""

    id: _Id
    upload_time: Annotated[str, Field(json_schema_extra={"format": "date-time"})]
    status: Status


class ResumeDetail(ResponseBody):
    """A resume; `file_path` is its storage key."""

    id: _Id
    file_path: str
    status: Status
    upload_time: Annotated[str, Field(json_schema_extra={"format": "date-time"})]


class Contact(ResponseBody):
    """How to reach the person; null where the resume does not say."""

    email: str | None
    phone: str | None


class BasicInfo(ResponseBody):
    """Who the person is; null where the resume does not say."""

    name: str | None
    age: int | None
    contact: Contact


class AnalysisResponse(ResponseBody):
    """What was read from a resume."""

    basic_info: BasicInfo
    career_interest: str | None


class MatchItem(ResponseBody):
    """A position that fits."""

    position: str
    salary_range: Annotated[str, Field(examples=["15k-25k/月", "面议"])]
    match_score: Annotated[str, Field(pattern=r"^(100|[0-9]{1,2})%$", examples=["87%"])]
    analysis: str


class UserItem(ResponseBody):
    """A user, as administrators see one."""

    id: _Id
    username: str
    role: Literal["job_seeker", "admin"]


class AdminResumeItem(ResponseBody):
    """A resume, as administrators see it."""

    id: _Id
    user_id: _Id
    status: Status
