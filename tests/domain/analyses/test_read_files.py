"""Resumes in files whose layout decides what is told: read as a user's file is."""

from __future__ import annotations

import pytest

from domain.documents.formats import MediaType
from domain.documents.reader import read_document
from tests.domain.analyses.documents import facts_of
from tests.word_files import docx_with_table


@pytest.mark.parametrize(
    ("header", "first"),
    [
        (
            ("From", "To", "Company", "Job Title"),
            ("Jan 2020", "Present", "Northwind Systems", "Data Analyst"),
        ),
        (("Start", "End", "Employer", "Position"), ("2020", "Current", "Northwind Systems", "Data Analyst")),
        (("开始时间", "结束时间", "工作单位", "职务"), ("2020.1", "至今", "远山软件有限公司", "数据分析师")),
        (
            ("公司名称", "岗位", "入职时间", "离职时间"),
            ("远山软件有限公司", "数据分析师", "2020年1月", "至今"),
        ),
    ],
)
def test_employments_are_read_from_such_tables(header: tuple[str, ...], first: tuple[str, ...]) -> None:
    is_chinese = "公司" in " ".join(first)
    heading = "工作经历" if is_chinese else "WORK EXPERIENCE"
    content = docx_with_table([header, first], before=["Grace Field", heading])

    (job,) = facts_of(read_document(content, MediaType.DOCX)).experience

    assert (job.company, job.title) == (
        ("远山软件有限公司", "数据分析师") if is_chinese else ("Northwind Systems", "Data Analyst")
    )
    assert str(job.start)[:4] == "2020"
    assert job.is_current


def test_a_form_with_merged_side_cells_is_read() -> None:
    form = [
        *(("姓名", "王小满", "在读学校", "华东理工大学"), ("性别", "女", "专业", "会计学")),
        *(("教育经历", "起止时间", "学校", "学历"), ("", "2008.09-2012.06", "华东理工大学", "本科")),
        *(("工作经历", "起止时间", "单位", "职务"), ("", "2015.07-至今", "远山软件有限公司", "财务主管")),
        ("", "2012.07-2015.06", "云帆数据有限公司", "会计"),
    ]

    found = facts_of(read_document(docx_with_table(form, before=["个人简历"]), MediaType.DOCX))

    assert (found.name, found.schools) == ("王小满", ("华东理工大学",))
    assert [(job.company, job.title, str(job.start)) for job in found.experience] == [
        ("远山软件有限公司", "财务主管", "2015-07"),
        ("云帆数据有限公司", "会计", "2012-07"),
    ]


@pytest.mark.parametrize(
    ("heading", "rows"),
    [
        ("家庭成员", (("称谓", "姓名", "联系电话"), ("父亲", "王大满", "13700001111"))),
        ("紧急联系人", (("姓名", "关系", "电话"), ("李小静", "配偶", "13700001111"))),
    ],
)
def test_the_number_of_a_relative_is_not_the_persons(heading: str, rows: tuple[tuple[str, ...], ...]) -> None:
    form = [("姓名", "王小满", "性别", "女"), ("电话", "", "学历", "本科"), (heading,), *rows]

    found = facts_of(read_document(docx_with_table(form, before=["应聘登记表"]), MediaType.DOCX))

    assert (found.name, found.phone) == ("王小满", None)
