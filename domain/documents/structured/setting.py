"""A resume as data, set as lines under headings and labels in its own language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.documents.flow import Flow, document_of
from domain.documents.models import Document
from domain.vocabulary.languages import Language
from domain.vocabulary.periods import LASTING
from domain.vocabulary.script import count_chinese


class Part(StrEnum):
    """A heading of a resume."""

    SUMMARY = "summary"
    WORK = "work"
    EDUCATION = "education"
    SKILLS = "skills"
    LANGUAGES = "languages"
    CERTIFICATES = "certificates"
    PROJECTS = "projects"
    AWARDS = "awards"
    VOLUNTEERING = "volunteering"
    PUBLICATIONS = "publications"
    INTERESTS = "interests"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """A time of work or study: its head, of pieces that stand apart, and the lines below.

    Attributes:
        is_open: Whether a missing end says that it lasts.
    """

    head: tuple[str, ...]
    start: str = ""
    end: str = ""
    is_open: bool = False
    lines: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class ResumeData:
    """What a resume says, as far as a file tells it by its parts; texts may be empty."""

    name: str = ""
    headline: str = ""
    wanted: str = ""
    email: str = ""
    phone: str = ""
    city: str = ""
    birth: str = ""
    links: list[str] = field(default_factory=list)
    summary: str = ""
    work: list[Stay] = field(default_factory=list)
    education: list[Stay] = field(default_factory=list)
    skills: list[str] = field(default_factory=list)
    others: dict[Part, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    name: str
    wanted: str
    email: str
    phone: str
    city: str
    birth: str
    now: str
    headings: dict[Part, str]


_CHINESE = _Words(
    name="姓名：",
    wanted="求职意向：",
    email="邮箱：",
    phone="电话：",
    city="现居地：",
    birth="出生日期：",
    now=LASTING[Language.CHINESE],
    headings={
        Part.SUMMARY: "自我评价",
        Part.WORK: "工作经历",
        Part.EDUCATION: "教育经历",
        Part.SKILLS: "专业技能",
        Part.LANGUAGES: "语言能力",
        Part.CERTIFICATES: "证书",
        Part.PROJECTS: "项目经历",
        Part.AWARDS: "获奖情况",
        Part.VOLUNTEERING: "志愿者经历",
        Part.PUBLICATIONS: "论文发表",
        Part.INTERESTS: "兴趣爱好",
    },
)
_ENGLISH = _Words(
    name="Name: ",
    wanted="Objective: ",
    email="Email: ",
    phone="Phone: ",
    city="City: ",
    birth="Date of birth: ",
    now=LASTING[Language.ENGLISH],
    headings={
        Part.SUMMARY: "Summary",
        Part.WORK: "Work Experience",
        Part.EDUCATION: "Education",
        Part.SKILLS: "Skills",
        Part.LANGUAGES: "Languages",
        Part.CERTIFICATES: "Certificates",
        Part.PROJECTS: "Projects",
        Part.AWARDS: "Awards",
        Part.VOLUNTEERING: "Volunteer Experience",
        Part.PUBLICATIONS: "Publications",
        Part.INTERESTS: "Interests",
    },
)


def document_with(data: ResumeData) -> Document:
    """Return a resume as text. Raises `ReadFailure` where it says nothing, or too much."""
    flow, words = Flow(), _CHINESE if _is_chinese(data) else _ENGLISH
    _block(flow, _about(data, words))
    if data.summary:
        _part(flow, words, Part.SUMMARY, lines_of(data.summary))
    for part, stays in ((Part.WORK, data.work), (Part.EDUCATION, data.education)):
        if stays:
            _block(flow, [words.headings[part]])
        for stay in stays:
            _block(flow, _stay(stay, words))
    if data.skills:
        # Behind commas some would be taken for words of a sentence, and alone on a line for a heading.
        _part(flow, words, Part.SKILLS, [" | ".join(data.skills)])
    for part, lines in data.others.items():
        if lines:
            _part(flow, words, part, lines)
    return document_of(flow.finish(), ())


def _is_chinese(data: ResumeData) -> bool:
    told = [data.name, data.headline, data.wanted, data.city, *data.skills]
    told += [piece for stay in (*data.work, *data.education) for piece in stay.head]
    text = "".join(told)
    return 4 * count_chinese(text) > len(text)


def _about(data: ResumeData, words: _Words) -> Iterator[str]:
    for label, text in (
        (words.name, data.name),
        ("", data.headline),
        (words.wanted, data.wanted),
        (words.email, data.email),
        (words.phone, data.phone),
        (words.city, data.city),
        (words.birth, data.birth),
    ):
        if text:
            yield label + " ".join(text.split())
    yield from data.links


def _stay(stay: Stay, words: _Words) -> Iterator[str]:
    end = stay.end or (words.now if stay.is_open and stay.start else "")
    time = " - ".join(filter(None, (stay.start, end)))
    yield "\t".join(" ".join(piece.split()) for piece in (*stay.head, time) if piece)
    for line in stay.lines:
        yield f"- {line}"


def _part(flow: Flow, words: _Words, part: Part, lines: Iterable[str]) -> None:
    _block(flow, [words.headings[part]])
    _block(flow, lines)


def _block(flow: Flow, lines: Iterable[str]) -> None:
    for line in lines:
        flow.add(line)
        flow.end_line()
    flow.end_block()


def text_of(entry: Mapping[str, object], *keys: str) -> str:
    """Return the first text that stands under one of the keys; an empty one without any."""
    texts = (value.strip() for key in keys if isinstance(value := entry.get(key), str))
    return next(filter(None, texts), "")


def texts_of(entry: Mapping[str, object], *keys: str) -> str:
    """Return the texts that stand under the keys, in a row."""
    return " ".join(filter(None, (text_of(entry, key) for key in keys)))


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that are not blank."""
    return [line.strip() for line in text.splitlines() if line.strip()]
