from __future__ import annotations

import pytest

from tests.domain.analyses.documents import document, facts_of


@pytest.mark.parametrize(
    ("printed", "skills"),
    [
        ("水质采样、SPSS、GIS", ("水质采样", "SPSS", "GIS")),
        ("评茶 / 炒青 / 拼配", ("评茶", "炒青", "拼配")),
        ("AWS (EC2, S3), Docker", ("AWS", "Docker")),
        ("Frontend: React, Vue.js", ("React", "Vue.js")),
        ("Power BI   Tableau", ("Power BI", "Tableau")),
        ("SAP Excel 炒青 WPS", ("SAP", "Excel", "炒青", "WPS")),
        ("• 熟练使用Photoshop", ("Photoshop",)),
        ("能够熟练使用MySQL数据库及Redis缓存进行开发工作", ("MySQL", "Redis")),
    ],
)
def test_listed_skills_are_told_apart(printed: str, skills: tuple[str, ...]) -> None:
    assert facts_of(document(f"# 林清川\n专业技能\n{printed}\n自我评价\n细心")).skills == skills


def test_skills_end_with_their_section() -> None:
    text = "# Ann Holt\nSKILLS\nBaking, Pastry\nCERTIFICATIONS\nFood Safety Level 3"
    assert facts_of(document(text)).skills == ("Baking", "Pastry")
