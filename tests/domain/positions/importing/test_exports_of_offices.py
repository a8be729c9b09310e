"""Lists of positions as offices keep them in spreadsheets."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.domain.positions.importing.exports import Export, read_as

EXPORTS = {
    "a campus office": Export(
        file="campus.csv",
        content="实习岗位,实习单位,日薪（元）,每周天数,实习城市\n数据实习生,云帆,160-210,4,南京\n",
        title="数据实习生",
        company="云帆",
        city="南京",
        pay=(160, 210, "CNY", "DAY"),
    ),
    "groups above the names": Export(
        file="groups.csv",
        content="岗位信息,,薪资（元/月）,,要求\n岗位名称,所在地,最低,最高,学历\n仓管员,佛山市南海区,4800,6200,高中\n",
        title="仓管员",
        city="佛山市",
        pay=(4_800, 6_200, "CNY", "MONTH"),
    ),
    "a Swiss office": Export(
        file="ch.csv",
        content="Job Title,Location,Annual Salary (CHF)\nPfleger,Bern,78'000 - 91'500\n",
        title="Pfleger",
        pay=(78_000, 91_500, "CHF", "YEAR"),
    ),
    "a Japanese office": Export(
        file="jp.csv",
        content="Job Title,Location,Salary\nChef,Osaka,月給24万円～29万円\n",
        title="Chef",
        pay=(240_000, 290_000, "JPY", "MONTH"),
    ),
    "a government list": Export(
        file="gov.csv",
        content="附件1,,,,,,\n2026年公开招聘工作人员岗位表,,,,,,\n序号,招聘单位,岗位名称,岗位代码,招聘人数,学历学位要求,其他条件\n"
        "1,市第二医院,检验科技师,A03,2,本科及以上,具有资格证\n合计,,,,2,,\n",
        title="检验科技师",
        company="市第二医院",
        given_id="A03",
        degree="BACHELOR",
        text="具有资格证",
    ),
    "a labour office": Export(
        file="labour.csv",
        content="企业名称,招聘工种,需求人数,月工资（元）,工作地址,文化程度\n宏达制衣厂,缝纫工,30,4500-6500,中山,初中\n",
        title="缝纫工",
        company="宏达制衣厂",
        city="中山",
        pay=(4_500, 6_500, "CNY", "MONTH"),
    ),
    "an HR spreadsheet": Export(
        file="hr.csv",
        content="部门,招聘岗位,编制,税前月薪（K）,薪数,到岗时间,任职要求\n研发部,测试工程师,3,12-18,14,2026/5/1,熟悉自动化测试\n",
        title="测试工程师",
        pay=(12_000, 18_000, "CNY", "MONTH"),
        months=14,
        text="熟悉自动化测试",
    ),
    "a budget": Export(
        file="budget.csv",
        content="岗位名称,年薪下限（万元）,年薪上限（万元）\n财务总监,45,60\n",
        title="财务总监",
        pay=(450_000, 600_000, "CNY", "YEAR"),
    ),
    "an agency of shifts": Export(
        file="shifts.csv",
        content="岗位,时薪(元),工作时间\n分拣员,22,每天8小时\n",
        title="分拣员",
        pay=(22, 22, "CNY", "HOUR"),
    ),
    "pay among other words": Export(
        file="words.csv",
        content='职位名称,薪资待遇\n客服,"5500-7000元，每天8小时，月休6天，年终奖"\n',
        title="客服",
        pay=(5_500, 7_000, "CNY", "MONTH"),
    ),
    "benefits in place of pay": Export(
        file="benefits.csv",
        content='Job Title,Salary,Benefits\nReceptionist,"Competitive, 401k, dental",Lunch\n',
        title="Receptionist",
        pay=(None, None, None, None),
    ),
    "one end of the range": Export(
        file="ends.csv",
        content="title,salary_min,salary_max,currency\nPorter,0,31000,GBP\n",
        title="Porter",
        pay=(None, 31_000, "GBP", "YEAR"),
    ),
    "a page called a workbook": Export(
        file="jobs.xls",
        content="<html><head><meta charset=utf-8></head><body><table><tr><td colspan=3>Jobs</td></tr>"
        "<tr><th>Job Title</th><th>Location</th><th>Pay Rate</th></tr>"
        "<tr><td>Driver</td><td rowspan=2>York</td><td>&pound;13.20 ph</td></tr>"
        "<tr><td>Loader</td><td>&pound;12.60 ph</td></tr></table></body></html>",
        title="Driver",
        city="York",
        pay=(13.2, 13.2, "GBP", "HOUR"),
    ),
    "dates in place of ranges": Export(
        file="dates.csv",
        content="职位名称,薪资,工作经验,学历\n出纳,8月10日,3月5日,大专\n",
        title="出纳",
        pay=(None, None, None, None),
        years=0,
    ),
    "UTF-16 of a spreadsheet": Export(
        file="unicode.txt",
        content="\ufeff职位名称\t城市\t薪资(元/天)\n导游\t桂林\t200-300\n",
        title="导游",
        city="桂林",
        pay=(200, 300, "CNY", "DAY"),
    ),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_what_others_export_is_read_as_it_is_meant(tmp_path: Path, name: str) -> None:
    assert read_as(EXPORTS[name], tmp_path) == EXPORTS[name]
