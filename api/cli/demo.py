"""Invented people for the demo: their resumes are composed here, then read and matched as anybody's."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from domain.analyses.extraction import analyse
from domain.documents.formats import MediaType
from domain.documents.reader import read_document
from domain.matches.matcher import Matcher
from domain.positions.catalogue import load_catalogue
from persistence.demo import DemoResume

_SURNAMES = "林赵何梁宋唐许邓冯韩曹曾彭萧蔡潘"
_GIVEN_NAMES = (
    "晓彤",
    "志远",
    "若溪",
    "文博",
    "雨桐",
    "建国",
    "思琪",
    "浩宇",
    "佳宁",
    "子墨",
    "欣然",
    "立群",
)
_CITIES = ("杭州", "成都", "武汉", "西安", "苏州", "长沙", "青岛", "厦门")
_SCHOOLS = (
    "浙江大学",
    "四川大学",
    "武汉大学",
    "西安交通大学",
    "苏州大学",
    "湖南大学",
    "青岛大学",
    "厦门大学",
)
_LONGEST_CAREER_YEARS = 12


class _Trade(NamedTuple):
    title: str
    degree: str
    subject: str
    company: str
    skills: str
    work: str
    monthly_pay: int


_TRADES = (
    _Trade(
        "Java开发工程师",
        "本科",
        "软件工程",
        "云栈信息技术有限公司",
        "Java、Spring Boot、MySQL、Redis、Linux",
        "负责订单服务的设计与开发，接口响应时间缩短一半",
        18,
    ),
    _Trade(
        "数据分析师",
        "硕士",
        "统计学",
        "知行数据科技有限公司",
        "SQL、Python、Tableau、Excel、A/B测试",
        "搭建经营看板，支持每周的业务复盘",
        17,
    ),
    _Trade(
        "会计",
        "本科",
        "会计学",
        "瑞丰贸易有限公司",
        "总账、纳税申报、成本核算、用友、Excel",
        "独立完成月度结账与年度汇算清缴",
        9,
    ),
    _Trade(
        "护士",
        "大专",
        "护理",
        "仁和医院",
        "静脉输液、护理记录、急救、无菌操作、健康宣教",
        "负责病房日常护理，带教新人四名",
        8,
    ),
    _Trade(
        "初中数学教师",
        "本科",
        "数学与应用数学",
        "育英中学",
        "教学设计、班级管理、课件制作、家校沟通",
        "任教两个班级并担任班主任",
        9,
    ),
    _Trade(
        "机械设计工程师",
        "本科",
        "机械设计制造及其自动化",
        "恒力装备制造有限公司",
        "SolidWorks、AutoCAD、公差分析、有限元分析",
        "完成三条装配线的非标设备设计",
        13,
    ),
    _Trade(
        "新媒体运营",
        "本科",
        "新闻学",
        "拾光文化传媒有限公司",
        "文案撰写、短视频策划、公众号运营、数据分析",
        "一年内账号粉丝由两万增至二十万",
        9,
    ),
    _Trade(
        "人力资源专员",
        "本科",
        "人力资源管理",
        "合众服务有限公司",
        "招聘、薪酬核算、员工关系、劳动法",
        "年均完成招聘一百二十人",
        8,
    ),
    _Trade(
        "销售经理",
        "大专",
        "市场营销",
        "康达医疗器械有限公司",
        "客户开发、商务谈判、招投标、CRM",
        "带领六人团队连续三年完成指标",
        14,
    ),
    _Trade(
        "电工",
        "中专",
        "机电技术应用",
        "众安物业管理有限公司",
        "低压电工、配电柜维修、PLC、电气图识读",
        "负责园区配电与设备检修，无安全事故",
        7,
    ),
    _Trade(
        "厨师",
        "中专",
        "烹饪",
        "江南春餐饮有限公司",
        "川菜、热菜、成本控制、食品安全",
        "主理热菜档口并研发季节菜单",
        8,
    ),
    _Trade(
        "UI设计师",
        "本科",
        "视觉传达设计",
        "画意互动科技有限公司",
        "Figma、Photoshop、交互设计、设计规范",
        "主导移动端改版与组件库建设",
        14,
    ),
)


def demo_people() -> list[DemoResume]:
    """Return an analysed and matched resume for each trade in each of the cities."""
    matcher = Matcher(load_catalogue())
    people = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "resume.txt"
        for text in _texts():
            path.write_text(text, encoding="utf-8")
            document = read_document(path.read_bytes(), MediaType.TEXT)
            analysis = analyse(document)
            people.append(
                DemoResume(
                    content=text.encode(),
                    page_count=len(document.pages),
                    analysis=analysis,
                    matches=matcher.match(analysis),
                )
            )
    return people


def _texts() -> Iterator[str]:
    for number in range(len(_TRADES) * len(_CITIES)):
        trade, city, school = _TRADES[number % 12], _CITIES[number // 12], _SCHOOLS[number // 12]
        name = _SURNAMES[number % 16] + _GIVEN_NAMES[number * 7 % 12]
        years = 1 + number * 5 % _LONGEST_CAREER_YEARS
        birth = 2026 - 23 - years
        yield (
            f"{name}\n求职意向：{trade.title}\n\n"
            f"性别：{'女' if number % 2 else '男'}　出生年月：{birth}.{1 + number % 12:02d}　"
            f"现居城市：{city}\n"
            f"电话：1380000{1000 + number}　邮箱：demo{number + 1}@example.com\n"
            f"工作年限：{years}年　期望薪资：{trade.monthly_pay}k-{trade.monthly_pay + 4}k\n\n"
            f"教育背景\n{birth + 18}.09-{birth + 22}.06　{school}　{trade.subject}　{trade.degree}\n\n"
            f"工作经历\n{2026 - years}.07-至今　{city}{trade.company}　{trade.title}\n{trade.work}。\n\n"
            f"专业技能\n{trade.skills}\n"
        )
