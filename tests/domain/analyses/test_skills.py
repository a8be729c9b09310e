from __future__ import annotations

import pytest

from domain.analyses.skill_items import listed, listed_by_name, named_as_known
from domain.analyses.skill_labels import is_furniture
from tests.domain.analyses.documents import document, facts_of, table


@pytest.mark.parametrize(
    ("printed", "skills"),
    [
        ("水质采样、SPSS、GIS", ("水质采样", "SPSS", "GIS")),
        ("评茶 / 炒青 / 拼配", ("评茶", "炒青", "拼配")),
        ("AWS (EC2, S3), Docker", ("AWS", "EC2", "S3", "Docker")),
        ("Frontend: React, Vue.js", ("React", "Vue.js")),
        ("Power BI   Tableau", ("Power BI", "Tableau")),
        ("SAP Excel 炒青 WPS", ("SAP", "Excel", "炒青", "WPS")),
        ("• 熟练使用Photoshop", ("Photoshop",)),
        ("能够熟练使用MySQL数据库及Redis缓存进行开发工作", ("MySQL", "Redis")),
        ("C, C++, C#, .NET", ("C", "C++", "C#", ".NET")),
        ("拉坯 * 修坯 * 施釉", ("拉坯", "修坯", "施釉")),
        ("Throwing, glazing and wood firing", ("Throwing", "glazing", "wood firing")),
        ("Familiar with slip casting and wood firing", ("slip casting", "wood firing")),
        ("HTML5+CSS3, DIV+CSS", ("HTML5", "CSS3", "DIV", "CSS")),
        ("C语言、R语言、Java语言", ("C语言", "R语言", "Java")),
        ("烧成: Kilnmaster、Excel、SQL", ("Kilnmaster", "Excel", "SQL")),
        ("大模型:Python、SQL", ("Python", "SQL")),
        ("会拉坯、修坯", ("拉坯", "修坯")),
        ("编程 C++, Python", ("C++", "Python")),
        ("Decoration ➤ Glazing, Trimming", ("Glazing", "Trimming")),
        ("Techniques — Glazing, Trimming", ("Glazing", "Trimming")),
        ("Glazing – Trimming – Throwing", ("Glazing", "Trimming", "Throwing")),
        ("搭建过CI/CD流水线、写Python脚本", ("CI/CD", "Python")),
        ("能独立完成坯体修复术、釉面修补术", ("坯体修复术", "釉面修补术")),
        ("拉坯 » 修坯 ✓ 施釉✅", ("拉坯", "修坯", "施釉")),
        ("PS⭐⭐⭐ 达芬奇⭐⭐⭐⭐ AE⭐", ("PS", "达芬奇", "AE")),
        ("数据: Hive Spark Milvus、烧成曲线", ("Hive", "Spark", "Milvus", "烧成曲线")),
    ],
)
def test_listed_skills_are_told_apart(printed: str, skills: tuple[str, ...]) -> None:
    assert facts_of(document(f"# 林清川\n专业技能\n{printed}\n自我评价\n细心")).skills == skills


@pytest.mark.parametrize(
    ("printed", "skills"),
    [
        (
            "CI/CD, A/B testing, S/4HANA, PL/SQL, TCP/IP",
            ["CI/CD", "A/B testing", "S/4HANA", "PL/SQL", "TCP/IP"],
        ),
        ("C/C++, R&D, OS/2", ["C/C++", "R&D", "OS/2"]),
        ("Figma/Sketch", ["Figma", "Sketch"]),
        ("Kiln/Glaze Technology", ["Kiln/Glaze Technology"]),
        ("大学英语四/六级", ["大学英语四/六级"]),
    ],
)
def test_a_slash_parts_names_but_not_one_name(printed: str, skills: list[str]) -> None:
    assert list(listed((printed,))) == skills


@pytest.mark.parametrize(
    ("printed", "skills"),
    [
        ("Python:精通", ["Python"]),
        ("Tableau - expert", ["Tableau"]),
        ("SQL (5 years)", ["SQL"]),
        ("Excel 80%", ["Excel"]),
        ("Glazing ★★★★☆", ["Glazing"]),
        ("平面设计: ▮▮▮", ["平面设计"]),
        ("Throwing: 4/5", ["Throwing"]),
        ("Visual Basic", ["Visual Basic"]),
        ("打字:60字/分钟", ["打字"]),
    ],
)
def test_how_well_a_skill_is_mastered_is_no_part_of_it(printed: str, skills: list[str]) -> None:
    assert list(listed((printed,))) == skills


def test_a_gauge_in_a_piece_of_its_own_goes() -> None:
    assert list(listed(("Photoshop", "▮▮▮▮▯"))) == ["Photoshop"]


@pytest.mark.parametrize(
    ("printed", "skills"),
    [
        ("Python (pandas, NumPy)", ["Python", "pandas", "NumPy"]),
        ("Software Defined Networking (SDN)", ["Software Defined Networking"]),
        ("客服系统(如网易七鱼、Udesk等)", ["客服系统", "网易七鱼", "Udesk"]),
        (
            "Microsoft Office (Word, Excel and PowerPoint)",
            ["Microsoft Office", "Word", "Excel", "PowerPoint"],
        ),
    ],
)
def test_skills_in_brackets_are_skills_and_levels_are_none(printed: str, skills: list[str]) -> None:
    assert list(listed((printed,))) == skills


@pytest.mark.parametrize(
    ("printed", "skills"),
    [
        ("Proficient in Python, Java and Go", ["Python", "Java", "Go"]),
        ("Highly proficient in the use of Illustrator and InDesign.", ["Illustrator", "InDesign"]),
        ("熟练使用 Excel、Word 等办公软件,了解 SQL", ["Excel", "Word", "SQL"]),
        ("精通财务建模,掌握成本核算", ["财务建模", "成本核算"]),
        ("会计电算化", ["会计电算化"]),
        ("具备良好的沟通、协调和抗压能力", []),
        ("Responsible for the upkeep of the kilns using AutoCAD", ["AutoCAD"]),
        ("Designed the glazes that the whole pottery used for its vases in 2019", []),
        ("Electronic Health Records", ["Electronic Health Records"]),
        ("CPR and First Aid", ["CPR and First Aid"]),
        ("Health and Safety", ["Health and Safety"]),
        ("ABQ SDL KiCad Loom", ["ABQ", "SDL", "KiCad", "Loom"]),
    ],
)
def test_a_sentence_gives_the_skills_that_it_names(printed: str, skills: list[str]) -> None:
    assert list(listed((printed,))) == skills


@pytest.mark.parametrize(
    "printed",
    [
        "Interests: chess, pottery",
        "Salary expectation: 45,000 GBP",
        "政治面貌:党员",
        "Languages: English (native), Swedish (C1)",
        "Fluent in Spanish and French",
        "Nationality: Danish",
    ],
)
def test_what_is_labelled_otherwise_is_no_skill(printed: str) -> None:
    assert list(listed((printed,))) == []


def test_languages_of_programmers_are_skills() -> None:
    assert list(listed(("Languages: Python, Go",))) == ["Python", "Go"]
    text = "# Ann Holt\nSKILLS\nLanguages:\nPython, Go\nInterests:\nchess, pottery\nTools:\nGit"
    assert facts_of(document(text)).skills == ("Python", "Go", "Git")


@pytest.mark.parametrize(
    "line",
    [
        "Page 1 of 2",
        "第1页 共2页",
        "References available on request.",
        "Thank you for your time.",
        "感谢您的阅读!",
    ],
)
def test_feet_and_closing_words_are_no_skills(line: str) -> None:
    assert is_furniture(line)
    assert facts_of(document(f"# Ann Holt\nSKILLS\nThrowing, Glazing\n{line}")).skills == (
        "Throwing",
        "Glazing",
    )


def test_skills_end_with_their_section() -> None:
    text = "# Ann Holt\nSKILLS\nBaking, Pastry\nCERTIFICATIONS\nFood Safety Level 3"
    assert facts_of(document(text)).skills == ("Baking", "Pastry")


def test_a_line_labelled_as_skills_counts_in_a_job() -> None:
    text = "# Ann Holt\nEXPERIENCE\nPotter, Kiln Works Ltd   2019 - 2021\nSkills: Python, SQL"
    assert facts_of(document(text)).skills == ("Python", "SQL")


def test_what_a_project_was_made_with_counts() -> None:
    project = "项目经历\n窑温监测   2020.03 - 2020.09\n技术栈:Python、Redis、Kafka"
    assert facts_of(document(f"# 林清川\n{project}")).skills == ("Python", "Redis", "Kafka")
    listed_too = f"# 林清川\n专业技能\nJava、C、Linux、Git\n{project}"
    assert facts_of(document(listed_too)).skills == ("Java", "C", "Linux", "Git", "Python", "Redis", "Kafka")


@pytest.mark.parametrize(
    ("line", "skills"),
    [
        ("Fired 300 pots a year. Software: AutoCAD, Excel. Won a prize", ("AutoCAD", "Excel")),
        ("使用系统:SAP、WMS、来料系统", ("SAP", "WMS")),
        ("Designed the studio's AutoCAD drawings", ()),
    ],
)
def test_what_a_job_was_done_with_counts_beside_listed_skills(line: str, skills: tuple[str, ...]) -> None:
    job = f"EXPERIENCE\nPotter   2019 - 2021\nHolt Pottery Ltd\n{line}"
    listed_too = ("Throwing", "Glazing", "Trimming")
    assert (
        facts_of(document(f"# Ann Holt\nSKILLS\nThrowing, Glazing, Trimming\n{job}")).skills
        == listed_too + skills
    )


def test_a_wrapped_list_goes_on() -> None:
    text = "# Ann Holt\nSKILLS\nExcel, PowerPoint, Access,\nMicrosoft Works and\nAcrobat"
    assert facts_of(document(text)).skills == ("Excel", "PowerPoint", "Access", "Microsoft Works", "Acrobat")


def test_lists_of_tools_count_in_other_sections_and_sentences_that_say_so() -> None:
    assert listed_by_name("MySQL, Redis, Kafka") == ["MySQL", "Redis", "Kafka"]
    assert listed_by_name("Relevant courses: Python, MySQL, Kafka") == []
    assert listed_by_name("Leeds, York, Bath") == []
    assert named_as_known("A potter who is proficient in AutoCAD and Excel") == ["AutoCAD", "Excel"]
    assert named_as_known("A potter who sold AutoCAD") == []


def test_the_first_cell_of_a_row_says_of_what_kind_the_skills_are() -> None:
    assert list(listed(("Kiln control", "Bartlett, Skutt, Orton"))) == ["Bartlett", "Skutt", "Orton"]
    assert list(listed(("Glazing", "Throwing"))) == ["Glazing", "Throwing"]
    text = document("# 林清川\n专业技能", table(("数据库", "MySQL、Redis"), ("版本控制", "Git")))
    assert facts_of(text).skills == ("MySQL", "Redis", "Git")


def test_a_label_that_a_sentence_explains_is_the_skill() -> None:
    printed = "Glaze Chemistry: Quick recognition of faults and their proper mending"
    assert list(listed((printed,))) == ["Glaze Chemistry"]
    printed = "Kiln Maintenance: Experience with gas burners, thermocouples and AutoCAD"
    assert list(listed((printed,))) == ["Kiln Maintenance", "AutoCAD"]


@pytest.mark.parametrize(
    "heading",
    [
        "Special knowledge",
        "Professional skills and competences",
        "What I can offer",
        "Signature Strengths",
        "我的本领",
        "Software & Tools",
        "◆ 擅长",
        "常用软件与工具",
    ],
)
def test_headings_of_skills_are_known_by_their_words(heading: str) -> None:
    assert facts_of(
        document(f"# Ann Holt\n{heading}\nThrowing, Glazing\nEDUCATION\nLeeds College")
    ).skills == (
        "Throwing",
        "Glazing",
    )


def test_a_line_above_a_list_says_of_what_kind_it_is() -> None:
    text = "# Ann Holt\nSKILLS\nThrowing, Glazing\nSystems\nSAP, Excel, Kilnmaster"
    assert facts_of(document(text)).skills == ("Throwing", "Glazing", "SAP", "Excel", "Kilnmaster")


def test_a_table_of_skills_and_levels_gives_the_skills() -> None:
    rows = table(("技能名称", "掌握程度", "使用年限"), ("拉坯", "精通", "8年"), ("Excel", "熟练", "3年"))
    assert facts_of(document("# 林清川\n专业技能", rows)).skills == ("拉坯", "Excel")
    stars = table(("拉坯", "★★★★★"), ("修坯", "★★"))
    assert facts_of(document("# 林清川\n技能水平", stars)).skills == ("拉坯", "修坯")


def test_a_grid_of_skills_has_no_labels() -> None:
    grid = table(("Scrum", "Kanban", "Excel"), ("Jira", "AutoCAD", "Visio"))
    assert facts_of(document("# Ann Holt\nSKILLS", grid)).skills == (
        *("Scrum", "Kanban", "Excel"),
        *("Jira", "AutoCAD", "Visio"),
    )


@pytest.mark.parametrize(
    ("printed", "skills"),
    [
        ("【会的软件】CAD、广联达", ("CAD", "广联达")),
        ("Computer knowledge: AutoCAD, Kilnmaster", ("AutoCAD", "Kilnmaster")),
        ("特长:拉坯、修坯", ("拉坯", "修坯")),
        ("特长:唱歌、书法", ()),
    ],
)
def test_a_label_of_skills_counts_anywhere(printed: str, skills: tuple[str, ...]) -> None:
    assert facts_of(document(f"# 林清川\n13800008888\n{printed}")).skills == skills


def test_languages_of_programmers_may_stand_under_a_heading_of_languages() -> None:
    text = "# Ann Holt\nSKILLS\nLanguages\nPython, Go\nTools\nGit, Docker"
    assert facts_of(document(text)).skills == ("Python", "Go", "Git", "Docker")


def test_skills_end_where_a_line_is_set_as_their_heading_is() -> None:
    text = "# 林清川\n◆ 擅长\n拉坯 / 修坯\n◆ 我的窑\n湖边"
    assert facts_of(document(text)).skills == ("拉坯", "修坯")


def test_a_list_below_a_label_of_a_kind_counts_outside_sections_of_skills() -> None:
    assert facts_of(document("# 林清川\n13800008888", "编程语言:\nJava\nPython\nHTML")).skills == (
        "Java",
        "Python",
        "HTML",
    )


def test_a_summary_names_what_somebody_masters() -> None:
    text = "# 林清川\n个人优势\n精通成本核算、纳税申报、总账;熟悉金蝶,为人热情"
    assert facts_of(document(text)).skills == ("成本核算", "纳税申报", "总账", "金蝶")


def test_cells_of_levels_and_addresses_are_no_skills() -> None:
    assert list(listed(("English", "C1 C1 B2"))) == []
    assert list(listed(("AutoCAD, linkedin.com/in/holt, holt.com",))) == ["AutoCAD"]


def test_cells_of_a_grid_head_no_sections() -> None:
    grid = table(("招聘", "培训", "薪酬福利"), ("绩效考核", "语言", "劳动法"))
    assert facts_of(document("# 林清川\n核心能力", grid)).skills == (
        *("招聘", "培训", "薪酬福利"),
        *("绩效考核", "劳动法"),
    )


def test_what_was_done_to_a_number_is_no_skill() -> None:
    assert list(listed(("Stacked 300 pots",))) == []
    assert list(listed(("Excel, incl",))) == ["Excel"]
