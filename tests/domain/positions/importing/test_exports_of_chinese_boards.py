"""Job boards of China and Taiwan as they export postings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.domain.positions.importing.exports import Export, read_as

EXPORTS = {
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
    "104": Export(
        file="tw.csv",
        content="職務名稱,公司名稱,工作地點,工作待遇,學歷要求\n"
        '業務助理,大成,台中市,"月薪 NT$31,000~36,000",大學\n',
        title="業務助理",
        company="大成",
        pay=(31_000, 36_000, "TWD", "MONTH"),
        degree="BACHELOR",
    ),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_what_others_export_is_read_as_it_is_meant(tmp_path: Path, name: str) -> None:
    assert read_as(EXPORTS[name], tmp_path) == EXPORTS[name]
