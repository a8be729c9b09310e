"""What is no resume is told; a resume that is short, poor or full of such words is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.analyses.extraction import analyse
from domain.analyses.other_documents import other_kind
from domain.analyses.readers import Readers
from domain.analyses.text import read_text
from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.formats import MediaType
from domain.documents.models import Document
from domain.documents.reader import read_document

OTHERS = sorted(Path(__file__).with_name("not_resumes").glob("*.txt"))
ODD_RESUMES = sorted(Path(__file__).with_name("odd_resumes").glob("*.txt"))

RESUMES = {
    "a name and a number": "张晓雨\n13900000000",
    "one line": "Maria Lopez, cook, maria@example.com",
    "nothing but an objective": "求职意向：司机",
    "a person in prose": (
        "我叫陈小北，1998年出生，2020年毕业于北川师范学院汉语言文学专业，本科学历。"
        "毕业后一直在培训机构做语文老师，喜欢和孩子打交道。希望找一份小学语文教师的工作。电话：13900000000"
    ),
    "a recruiter": (
        "李楠\n电话：13900000000\n求职意向：招聘主管\n工作经历\n2019.03-2023.05 星河科技有限公司 招聘专员\n"
        "负责发布招聘启事，整理岗位职责与任职要求，筛选投递简历，组织面试，谈薪资待遇与福利待遇。\n"
        "教育背景\n2015.09-2019.06 北川大学 人力资源管理 本科"
    ),
    "a researcher": (
        "Ada Quinn\nada.quinn@example.com\nEducation\n"
        "2012 - 2017 PhD in Physics, Northmoor University\nExperience\n"
        "2017 - 2021 Research Fellow, Lowfield Institute\nPublications\n"
        "[1] Quinn, A., Reed, B. et al. Slow light in gases. doi:10.9999/x. Keywords: optics\n"
        "[2] Quinn, A. et al. In this paper we propose a cheaper trap. arXiv, Figure 1."
    ),
    "an accountant": (
        "王倩\n女 | 29岁 | 13900000000\n工作经历\n2018.07-2022.12 北川粮油有限公司 开票员\n"
        "开具增值税发票，核对发票号码、税额与价税合计，登记开户行与账号，整理对账单。\n"
        "教育经历\n2015-2018 北川财经学院 会计 大专"
    ),
    "a lawyer": (
        "Daniel Frost\ndaniel@example.com\nExperience\n2015 - 2020 Ash & Reed LLP, Associate\n"
        "Drafted each agreement: termination, liability, governing law, confidentiality.\n"
        "Education\nLLB, Northmoor University, 2014\nSkills\nContracts, negotiation"
    ),
    "a letter before the resume": (
        "Dear Hiring Manager,\nI am writing to apply. I look forward to hearing from you.\n"
        "Yours sincerely,\nMia Torres\nmia@example.com\nExperience\n2018 - 2021 Fern Bakery, Baker\n"
        "Education\n2016 - 2018 Lowfield College, Diploma\n"
        "Skills\nBread, pastry\nLanguages\nEnglish, Spanish"
    ),
    "a form that nobody has filled in": "个人简历\n姓名：\n性别：\n出生年月：\n学历：\n"
    "求职意向：\n工作经历\n教育经历\n自我评价",
}


def document_of(text: str) -> Document:
    return read_document(text.encode(), MediaType.TEXT)


def test_there_are_enough_documents_of_either_language() -> None:
    chinese = [file for file in OTHERS if "_zh_" in file.name]
    assert len(OTHERS) >= 40
    assert len(chinese) >= 20
    assert len(OTHERS) - len(chinese) >= 20


@pytest.mark.parametrize("file", OTHERS, ids=lambda file: file.stem)
def test_what_is_no_resume_is_refused_with_a_reason_of_its_own(file: Path) -> None:
    with pytest.raises(ReadFailure) as caught:
        analyse(document_of(file.read_text(encoding="utf-8")))
    assert caught.value.code is FailureCode.NOT_A_RESUME
    assert file.stem.startswith(caught.value.detail)


@pytest.mark.parametrize("text", RESUMES.values(), ids=RESUMES)
def test_a_resume_is_read_however_short_or_whatever_its_trade(text: str) -> None:
    assert other_kind(Readers(read_text(document_of(text)))) is None
    analyse(document_of(text))


@pytest.mark.parametrize("file", ODD_RESUMES, ids=lambda file: file.stem)
def test_an_odd_or_poor_resume_is_read(file: Path) -> None:
    assert other_kind(Readers(read_text(document_of(file.read_text(encoding="utf-8"))))) is None


@pytest.mark.parametrize(
    "form",
    [
        "\n".join(f"{hour}:00 {hour}:20 {hour}:40 {hour}:50" for hour in range(6, 14)),
        "\n".join(f"2024-05-01 03:1{second}:00 started again" for second in range(8)),
        "\n".join(f"x_{number} = load({number});" for number in range(9)),
        "\n".join(f"{name}: well, and then?" for name in ("Ada", "Ben") * 5),
        "\n".join(f"Item {number} 1{number}.50" for number in range(10)),
    ],
    ids=["a timetable", "a log", "code", "a talk", "prices"],
)
def test_a_document_is_told_by_its_form_alone(form: str) -> None:
    assert other_kind(Readers(read_text(document_of(form)))) is not None


@pytest.mark.parametrize("text", ["a. " * 3_000, "the end of it " * 500, "的是了就" * 900])
def test_prose_that_says_nothing_of_a_kind_is_read(text: str) -> None:
    assert other_kind(Readers(read_text(document_of(text)))) is None


def test_lists_without_figures_are_no_form_of_another_document() -> None:
    text = "Balance sheets, cash flow, audit\nInvoices, purchase orders, VAT\nSAP, Excel, forecasts"
    assert other_kind(Readers(read_text(document_of(text)))) is None


def test_weak_words_alone_refuse_nothing() -> None:
    text = (
        "responsibilities\nrequirements\nqualifications\nbenefits\nour team\ndepartment\ncandidates\nvacancy"
    )
    assert other_kind(Readers(read_text(document_of(text)))) is None
