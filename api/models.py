"""The bodies of the REST document, exactly."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class RequestBody(BaseModel):
    """What a client sends: types are exact, keys that nobody knows are ignored."""

    model_config = ConfigDict(strict=True)


class ResponseBody(BaseModel):
    """What a client gets: no key more, no key less."""

    model_config = ConfigDict(extra="forbid", strict=True)


class RegisterRequest(RequestBody):
    """A new user."""

    username: Annotated[str, Field(description="用户名，必须唯一（不区分大小写），1至64个字符")]
    password: Annotated[str, Field(description="密码，最多128个字符")]
    email: Annotated[str | None, Field(description="用户邮箱")] = None
    role: Annotated[str | None, Field(description="用户角色：job_seeker（默认）或 admin")] = None


class LoginRequest(RequestBody):
    """A user's credentials."""

    username: str
    password: str


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

    resume_id: int
    status: Literal["上传成功"]


class ResumeItem(ResponseBody):
    """One of the caller's resumes."""

    id: int
    upload_time: Annotated[str, Field(json_schema_extra={"format": "date-time"})]
    status: Status


class ResumeDetail(ResponseBody):
    """A resume; `file_path` is its storage key."""

    id: int
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

    id: int
    username: str
    role: Literal["job_seeker", "admin"]


class AdminResumeItem(ResponseBody):
    """A resume, as administrators see it."""

    id: int
    user_id: int
    status: Status
