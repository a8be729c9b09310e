"""Files as other programs and offices export them: each with what must come of its first row."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from domain.positions.importing.models import Posting
from tests.domain.positions.importing.helpers import read, written

Told = tuple[float | None, float | None, str | None, str | None]


@dataclass(frozen=True, kw_only=True)
class Export:
    """A file, and what its first posting says; what is None is not looked at."""

    file: str
    content: str
    title: str
    company: str | None = None
    city: str | None = None
    pay: Told | None = None
    months: float | None = None
    years: int | None = None
    degree: str | None = None
    skills: tuple[str, ...] | None = None
    url: str | None = None
    given_id: str | None = None
    text: str | None = None


EXPORTS = {
    "Greenhouse": Export(
        file="jobs.json",
        content=json.dumps(
            {
                "jobs": [
                    {
                        "id": 4401,
                        "title": "Data Engineer",
                        "absolute_url": "https://boards.example.com/j/4401",
                        "location": {"name": "Dublin"},
                        "updated_at": "2026-03-01T10:00:00-05:00",
                        "departments": [{"id": 7, "name": "Data"}],
                        "content": "&lt;p&gt;Build &amp;amp; run.&lt;/p&gt;&lt;p&gt;Spark.&lt;/p&gt;",
                    }
                ],
                "meta": {"total": 1},
            }
        ),
        title="Data Engineer",
        city="Dublin",
        given_id="4401",
        url="https://boards.example.com/j/4401",
        text="Build & run.\nSpark.",
    ),
    "Lever": Export(
        file="postings.json",
        content=json.dumps(
            [
                {
                    "id": "a1-b2",
                    "text": "not the title",
                    "title": "Account Executive",
                    "categories": {"location": "Leeds", "team": "Sales", "commitment": "Full-time"},
                    "hostedUrl": "https://jobs.example.com/a1-b2",
                    "descriptionPlain": "Sell things.",
                    "salaryRange": {
                        "min": 52000,
                        "max": 61000,
                        "currency": "GBP",
                        "interval": "per-year-salary",
                    },
                }
            ]
        ),
        title="Account Executive",
        city="Leeds",
        pay=(52_000, 61_000, "GBP", "YEAR"),
        text="Sell things.",
    ),
    "Workday": Export(
        file="requisitions.csv",
        content="Job Requisition ID,Job Posting Title,Primary Location,Pay Range Minimum,Pay Range Maximum,"
        "Currency,Frequency\nR-204,Payroll Analyst,Austin,28.50,33.75,USD,Hourly\n",
        title="Payroll Analyst",
        city="Austin",
        given_id="R-204",
        pay=(28.5, 33.75, "USD", "HOUR"),
    ),
    "iCIMS": Export(
        file="export.csv",
        content="Requisition ID,Job Title,Location : City,"
        "Salary Range : From,Salary Range : To,Salary Range : Currency\n"
        '2231,Plant Manager,Toledo,"$91,000.00","$118,500.00",USD\n',
        title="Plant Manager",
        city="Toledo",
        pay=(91_000, 118_500, "USD", "YEAR"),
    ),
    "Indeed": Export(
        file="jobs.csv",
        content="jobkey,jobTitle,company,formattedLocation,salarySnippet.text\n"
        'k1,Line Cook,Rosa\'s,"Portland, OR",From $19 an hour\n',
        title="Line Cook",
        company="Rosa's",
        city="Portland, OR",
        pay=(19, None, "USD", "HOUR"),
        given_id="k1",
    ),
    "LinkedIn": Export(
        file="postings.csv",
        content="job_id,company_name,title,max_salary,pay_period,location,min_salary,med_salary,currency\n"
        "88,Acme,Nurse Manager,,HOURLY,Boise,,41.0,USD\n",
        title="Nurse Manager",
        company="Acme",
        pay=(41, 41, "USD", "HOUR"),
    ),
    "Glassdoor": Export(
        file="glassdoor.csv",
        content="Job Title,Salary Estimate,Job Description,Rating,Company Name,Location,Headquarters\n"
        "Statistician,$61K-$78K (Glassdoor est.),Count.,3.9,Numbers Inc,Denver,Ohio\n",
        title="Statistician",
        company="Numbers Inc",
        city="Denver",
        pay=(61_000, 78_000, "USD", "YEAR"),
    ),
    "Adzuna": Export(
        file="adzuna.json",
        content=json.dumps(
            {
                "count": 1,
                "results": [
                    {
                        "id": "55",
                        "title": "Electrician",
                        "company": {"display_name": "Volt Ltd"},
                        "location": {"display_name": "Hull", "area": ["UK", "Hull"]},
                        "salary_min": 33000.0,
                        "salary_max": 38000.0,
                        "redirect_url": "https://ads.example.com/55",
                    }
                ],
            }
        ),
        title="Electrician",
        company="Volt Ltd",
        city="Hull",
        url="https://ads.example.com/55",
    ),
    "Ashby": Export(
        file="ashby.json",
        content=json.dumps(
            {
                "jobs": [
                    {
                        "id": "x9",
                        "title": "Site Reliability Engineer",
                        "department": "Platform",
                        "location": "Berlin",
                        "jobUrl": "https://jobs.example.com/x9",
                        "compensation": {"compensationTierSummary": "€88K – €104K"},
                        "publishedAt": "2026-01-01",
                    }
                ]
            }
        ),
        title="Site Reliability Engineer",
        city="Berlin",
        pay=(88_000, 104_000, "EUR", "YEAR"),
        url="https://jobs.example.com/x9",
    ),
    "Airtable": Export(
        file="airtable.json",
        content=json.dumps(
            {
                "records": [
                    {"id": "rec1", "fields": {"Position": "Cook", "City": "Graz", "Salary": "€2.300/Monat"}}
                ]
            }
        ),
        title="Cook",
        city="Graz",
        given_id="rec1",
        pay=(2_300, 2_300, "EUR", "MONTH"),
    ),
    "猎聘": Export(
        file="liepin.csv",
        content="职位,企业,地区,年薪,经验,学历\n质量总监,星河,苏州-工业园区,45-65万,10年以上,统招本科\n",
        title="质量总监",
        company="星河",
        city="苏州",
        pay=(450_000, 650_000, "CNY", "YEAR"),
        years=10,
        degree="BACHELOR",
    ),
    "a campus office": Export(
        file="campus.csv",
        content="实习岗位,实习单位,日薪（元）,每周天数,实习城市\n数据实习生,云帆,160-210,4,南京\n",
        title="数据实习生",
        company="云帆",
        city="南京",
        pay=(160, 210, "CNY", "DAY"),
    ),
    "a feed in XML": Export(
        file="feed.xml",
        content='<?xml version="1.0" encoding="utf-8"?><source><publisher>ATS</publisher>'
        "<job><title><![CDATA[Sous Chef]]></title><referencenumber>S9</referencenumber>"
        "<company>Rosa</company><city>Turin</city><salary>€1.900 - €2.200 per month</salary>"
        "<description>&lt;p&gt;Cook.&lt;/p&gt;</description></job><job><title>Porter</title></job></source>",
        title="Sous Chef",
        company="Rosa",
        city="Turin",
        given_id="S9",
        pay=(1_900, 2_200, "EUR", "MONTH"),
        text="Cook.",
    ),
    "groups above the names": Export(
        file="groups.csv",
        content="岗位信息,,薪资（元/月）,,要求\n岗位名称,所在地,最低,最高,学历\n仓管员,佛山市南海区,4800,6200,高中\n",
        title="仓管员",
        city="佛山市",
        pay=(4_800, 6_200, "CNY", "MONTH"),
    ),
    "schema.org": Export(
        file="jobs.jsonl",
        content=json.dumps(
            {
                "@type": "JobPosting",
                "title": "Baker",
                "hiringOrganization": {"name": "Crumb"},
                "jobLocation": {"address": {"addressLocality": "Graz"}},
                "baseSalary": {
                    "currency": "EUR",
                    "value": {"minValue": 2300, "maxValue": 2500, "unitText": "MONTH"},
                },
                "experienceRequirements": {"monthsOfExperience": 36},
                "skills": ["dough", "ovens"],
            }
        ),
        title="Baker",
        company="Crumb",
        city="Graz",
        pay=(2_300, 2_500, "EUR", "MONTH"),
        years=3,
        skills=("dough", "ovens"),
    ),
    "USAJobs": Export(
        file="usajobs.json",
        content=json.dumps(
            {
                "SearchResult": {
                    "SearchResultItems": [
                        {
                            "MatchedObjectDescriptor": {
                                "PositionID": "X-1",
                                "PositionTitle": "Park Ranger",
                                "PositionURI": "https://gov.example.com/X-1",
                                "OrganizationName": "Park Service",
                                "PositionRemuneration": [
                                    {
                                        "MinimumRange": "51000",
                                        "MaximumRange": "66000",
                                        "RateIntervalCode": "PA",
                                    }
                                ],
                            }
                        }
                    ]
                }
            }
        ),
        title="Park Ranger",
        company="Park Service",
        given_id="X-1",
        pay=(51_000, 66_000, None, "YEAR"),
    ),
    "SmartRecruiters": Export(
        file="sr.json",
        content=json.dumps(
            {
                "content": [
                    {
                        "id": "9",
                        "jobTitle": "Welder",
                        "refNumber": "W9",
                        "location": {"city": "Gent", "country": "be"},
                    }
                ]
            }
        ),
        title="Welder",
        city="Gent",
    ),
    "BambooHR": Export(
        file="bamboo.csv",
        content="Job Opening Name,Location City,Minimum Experience,Compensation\n"
        "Buyer,Oslo,4+ years,NOK 580 000 per year\n",
        title="Buyer",
        city="Oslo",
        years=4,
        pay=(580_000, 580_000, "NOK", "YEAR"),
    ),
    "Naukri": Export(
        file="naukri.csv",
        content="Designation,Company,Location,Experience,Min CTC (Lakhs),Max CTC (Lakhs),Key Skills\n"
        'Java Developer,Sutra,Pune,3-6 Yrs,8,14,"Java, Spring"\n',
        title="Java Developer",
        years=3,
        pay=(800_000, 1_400_000, "INR", "YEAR"),
        skills=("Java", "Spring"),
    ),
    "JobStreet": Export(
        file="my.csv",
        content='Job Title,Company Name,Work Location,Salary\nClerk,Maju,Ipoh,"RM 2,400 - RM 2,900"\n',
        title="Clerk",
        pay=(2_400, 2_900, "MYR", "MONTH"),
    ),
    "104": Export(
        file="tw.csv",
        content="職務名稱,公司名稱,工作地點,工作待遇,學歷要求\n"
        '業務助理,大成,台中市,"月薪 NT$31,000~36,000",大學\n',
        title="業務助理",
        company="大成",
        pay=(31_000, 36_000, "TWD", "MONTH"),
        degree="BACHELOR",
    ),
    "StepStone": Export(
        file="de.csv",
        content="Job Title;Company;Location;Salary\n"
        "Buchhalter;Nord GmbH;Kiel;45.500,00 - 52.000,00 € pro Jahr\n",
        title="Buchhalter",
        pay=(45_500, 52_000, "EUR", "YEAR"),
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
    "智联招聘": Export(
        file="zl.csv",
        content="职位名称,公司全称,工作城市,薪资水平,学历要求,工作经验要求,职位链接\n"
        "行政专员,云帆科技,成都-武侯区,5千-7千,大专,1-3年,https://zl.example.com/1\n",
        title="行政专员",
        company="云帆科技",
        city="成都",
        pay=(5_000, 7_000, "CNY", "MONTH"),
        years=1,
        degree="ASSOCIATE",
    ),
    "BOSS直聘": Export(
        file="boss.json",
        content=json.dumps(
            {
                "zpData": {
                    "jobList": [
                        {
                            "encryptJobId": "e1",
                            "jobName": "前端开发",
                            "salaryDesc": "18-28K·15薪",
                            "jobExperience": "3-5年",
                            "jobDegree": "本科",
                            "cityName": "杭州",
                            "brandName": "远山软件",
                            "skills": ["Vue", "TypeScript"],
                        }
                    ]
                }
            },
            ensure_ascii=False,
        ),
        title="前端开发",
        company="远山软件",
        city="杭州",
        pay=(18_000, 28_000, "CNY", "MONTH"),
        months=15,
        years=3,
        degree="BACHELOR",
        skills=("Vue", "TypeScript"),
        given_id="e1",
    ),
    "前程无忧": Export(
        file="51.jsonl",
        content=json.dumps(
            {
                "jobId": "77",
                "jobName": "外贸业务员",
                "provideSalaryString": "7千-1.2万·13薪",
                "jobAreaString": "宁波·鄞州区",
                "degreeString": "大专",
                "workYearString": "2年及以上",
                "fullCompanyName": "海通贸易",
                "jobTags": ["英语", "跟单"],
            },
            ensure_ascii=False,
        ),
        title="外贸业务员",
        company="海通贸易",
        city="宁波",
        pay=(7_000, 12_000, "CNY", "MONTH"),
        months=13,
        years=2,
    ),
    "拉勾": Export(
        file="lagou.csv",
        content="positionName,companyFullName,city,salary,workYear,education,positionLables\n"
        "算法工程师,星河智能,北京,30k-50k,3-5年,硕士,\"['推荐', '搜索']\"\n",
        title="算法工程师",
        pay=(30_000, 50_000, "CNY", "MONTH"),
        degree="MASTER",
        skills=("推荐", "搜索"),
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
    export = EXPORTS[name]
    encoding = "utf-16-le" if export.content.startswith("\ufeff") else "utf-8"
    path = written(tmp_path, export.content, export.file, encoding=encoding)
    rows = [row for row in read(path) if isinstance(row, Posting)]
    first = rows[0]
    pay = first.salary
    found = (None, None, None, None) if pay is None else (pay.low, pay.high, pay.currency, pay.period)
    got = {
        "title": first.title_zh or first.title_en,
        "company": first.company,
        "city": first.city,
        "pay": found
        if export.pay is None or export.pay[2] or not export.pay[1]
        else (*found[:2], None, found[3]),
        "months": None if pay is None else pay.months,
        "years": first.years_min,
        "degree": first.degree.name,
        "skills": first.skills,
        "url": first.url,
        "given_id": first.given_id,
        "text": first.description,
    }
    wanted = {key: getattr(export, key) for key in got if getattr(export, key) is not None}
    assert {key: got[key] for key in wanted} == wanted
