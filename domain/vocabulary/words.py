"""Titles and skills as comparable pieces: stemmed words, and for Chinese characters and pairs of them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_RUNS = re.compile(
    r"[a-z][a-z0-9+#]*(?:[.&][a-z0-9+#]+)*|[0-9]+[a-z]+[0-9]*|[\u4e00-\u9fff]+|,|\bof\b|[(/;、|-]"
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")

# A grade says how long someone has worked, not at what.
_GRADES_ZH = re.compile(r"高级|资深|初级|中级|首席|见习|实习生?|储备|兼职|全职|诚聘|急聘|特级|一级|二级|三级")
_GRADES_EN_TEXT = """
    senior sr junior jr lead principal staff entry level mid experienced trainee intern internship graduate
    associate deputy chief head vice executive global ii iii iv certified qualified licensed registered
"""
_GRADES_EN = frozenset(_GRADES_EN_TEXT.split())
# Who leads is called many names; what is led tells them apart. A space parts the common head from what it
# heads, so that no pair of characters arises across them.
_HEADS_ZH = (
    (re.compile(r"经理|主管|总监|负责人"), " 经理 "),
    (re.compile(r"老师|教师"), " 教师 "),
    (re.compile(r"医师|医生|大夫"), " 医生 "),
    (re.compile(r"工程技术人员|工程师"), " 工程师 "),
    (re.compile(r"专员|人员"), " 专员 "),
    (re.compile(r"(助理|顾问|技术员|代表)"), r" \1 "),
)
_HEAD_OF = re.compile(r"\bhead of\b")
_LEADERS_EN = frozenset({"director", "supervisor", "vp", "president"})
_FILLER_ZH = re.compile(
    r"寻求|希望|期望|谋求|从事|应聘|求职|意向|相关|有关|工作|职位|职务|岗位|方向|领域|行业|一份|一个|均可|以及|或者|及其|类$|等$|我|想"
)
_FILLER_EN_TEXT = """
    a an and the as at for from in into of on or to with where which who that my your our i me is am be being
    seeking seek seeks looking look obtain obtaining secure pursue pursuing position post role job work career
    opportunity opportunities objective join joining company employer organization organisation firm team
    growing dynamic challenging reputable leading utilize utilise apply using use skills skill experience
    environment full time part contribute grow growth well become becoming within can will matters more than
    new professional passionate motivated dedicated hardworking strong years year field area sector
"""
_FILLER_EN = frozenset(_FILLER_EN_TEXT.split())
_EXPANSIONS = {
    "hr": "human resources",
    "hrbp": "human resources business partner",
    "mgr": "manager",
    "dev": "developer",
    "admin": "administrative",
    "eng": "engineer",
    "swe": "software engineer",
    "sde": "software engineer",
    "rn": "registered nurse",
    "qa": "quality assurance",
    "qc": "quality control",
    "pm": "project manager",
    "bi": "business intelligence",
    "ml": "machine learning",
    "ai": "artificial intelligence",
    "acct": "accountant",
    "asst": "assistant",
    "r&d": "research development",
    "bd": "business development",
    "ka": "key account",
    "pr": "public relations",
}
_IRREGULAR = {
    "analysis": "analy",
    "analyst": "analy",
    "analyses": "analy",
    "analytics": "analy",
    "analytical": "analy",
    "sales": "sale",
    "salesman": "sale",
    "salesperson": "sale",
    "logistics": "logistic",
    "physics": "physics",
    "physician": "physician",
    "nurse": "nurs",
    "news": "news",
    "operation": "operation",
    "operations": "operation",
    "teller": "teller",
    "tailor": "tailor",
    "butler": "butler",
    "porter": "porter",
    "plumber": "plumb",
    "broker": "broker",
}
_SUFFIXES = (
    "ements", "ement", "ments", "ment", "ations", "ation", "ators", "ator", "ating", "ates", "ate",
    "ings", "ing", "ists", "ist", "ants", "ant", "ians", "ian", "ers", "er", "ors", "or", "als", "al",
    "ies", "ied", "ed", "es", "s", "y", "e",
)  # fmt: skip


def plain(text: str) -> str:
    """Return the text in one width and one case."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def is_chinese(text: str) -> bool:
    """Tell whether any character is Chinese."""
    return _CHINESE.search(text) is not None


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return a word's stem, so that `nursing` meets `nurse` and `managers` meets `management`."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for _ in range(2):
        for suffix in _SUFFIXES:
            if word.endswith(suffix) and len(word) - len(suffix) >= 4:
                word = word[: -len(suffix)]
                break
        else:
            break
    return word


def title_pieces(text: str) -> dict[str, float]:
    """Return a title's pieces and how much each tells, before rarity is counted.

    The head noun (the last Chinese pair, the English word before `of`, a comma or the end) tells most; a
    grade tells little; filler of objective sentences tells nothing.
    """
    cleaned = _FILLER_ZH.sub(" ", _GRADES_ZH.sub(" ", plain(text)))
    cleaned = _HEAD_OF.sub("manager of", cleaned)
    for pattern, parted in _HEADS_ZH:
        cleaned = pattern.sub(parted, cleaned)
    pieces: dict[str, float] = {}
    words: list[str] = []
    head: str | None = None
    for run in _RUNS.findall(cleaned):
        if is_chinese(run):
            _add_chinese(pieces, run)
        elif run in {",", "of", "(", "/", ";", "、", "|", "-"}:
            head = head or (words[-1] if words and run != "-" else None)
        else:
            words += [word for word in _EXPANSIONS.get(run, run).split() if word not in _FILLER_EN]
    content = [word for word in words if word not in _GRADES_EN]
    head = head if head in content else (content[-1] if content else None)
    for word in words:
        weight = 0.25 if word in _GRADES_EN else 1.5 if word == head else 1.3
        piece = stem("manager" if word in _LEADERS_EN else word)
        pieces[piece] = max(pieces.get(piece, 0.0), weight)
    return pieces


def _add_chinese(pieces: dict[str, float], run: str) -> None:
    for character in run:
        pieces[character] = max(pieces.get(character, 0.0), 0.3)
    for start in range(len(run) - 1):
        weight = 1.3 if start == len(run) - 2 else 1.0
        pair = run[start : start + 2]
        pieces[pair] = max(pieces.get(pair, 0.0), weight)


_LEVELS = re.compile(
    r"^(?:熟练|熟悉|精通|掌握|了解|擅长|具备|使用|运用|操作|能够|良好的?|较强的?|"
    r"proficien(?:t|cy) (?:in|with)|knowledge of|experience (?:in|with)|advanced|basic|"
    r"ms|microsoft|adobe)+\s*"
)
_SKILL_RUNS = re.compile(r"[a-z0-9+#]+(?:[.&'-][a-z0-9+#]+)*|[\u4e00-\u9fff]")
_ENGLISH_EXAM = re.compile(r"(?:大学)?英语[四六]级(?:证书)?|\bcet-?[46]\b")
_VERSION = re.compile(r"(?<=[a-z]{3})\d\b")
_SKILL_SYNONYMS = {
    "js": "javascript",
    "ts": "typescript",
    "golang": "go",
    "k8s": "kubernetes",
    "ps": "photoshop",
    "ai": "illustrator",
    "cad": "autocad",
    "springboot": "spring boot",
    "postgres": "postgresql",
    "nodejs": "node.js",
    "vuejs": "vue",
    "vue.js": "vue",
    "reactjs": "react",
    "react.js": "react",
    "ppt": "powerpoint",
    "powerbi": "power bi",
    "sklearn": "scikit-learn",
    "node": "node.js",
    "pr": "premiere",
    "ae": "after effects",
    "3dmax": "3ds max",
    "3dsmax": "3ds max",
    "c语言": "c",
    "ug": "ug nx",
}


@lru_cache(maxsize=20_000)
def skill_units(text: str) -> tuple[str, ...]:
    """Return a skill as stemmed words and single Chinese characters, without how well it is mastered."""
    cleaned = _VERSION.sub("", _ENGLISH_EXAM.sub("英语", _LEVELS.sub("", plain(text))))
    cleaned = _SKILL_SYNONYMS.get(cleaned, cleaned)
    units: list[str] = []
    for run in _SKILL_RUNS.findall(cleaned):
        run = _SKILL_SYNONYMS.get(run, run) if len(run) > 2 or run == cleaned else run
        units += [stem(word) for word in run.split() if word not in {"and", "of", "the", "in", "for", "with"}]
    return tuple(units)
