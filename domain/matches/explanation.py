"""Says in a sentence or two why a position fits and what is missing, from the compared features alone."""

from __future__ import annotations

from domain.matches.features import Fit, NearTitle
from domain.vocabulary.degrees import DegreeLevel, degree_name
from domain.vocabulary.languages import Language
from domain.vocabulary.skills import skill_forms

_SAME = 0.75
_CLOSE = 0.25
_SHOWN_MATCHED = 4
_SHOWN_MISSING = 3
_QUOTED_CHARACTERS = 60


def explain(fit: Fit, *, language: Language) -> str:
    """Return the explanation in the resume's language; never empty."""
    return _in_chinese(fit) if language is Language.CHINESE else _in_english(fit)


def _in_chinese(fit: Fit) -> str:
    fits = [_titles_zh(fit)]
    if fit.matched:
        shown = "、".join(_short(skill) for skill in fit.matched[:_SHOWN_MATCHED])
        count = f"等{len(fit.matched)}项" if len(fit.matched) > _SHOWN_MATCHED else ""
        fits.append(f"具备{shown}{count}相关技能")
    elif fit.skills_stated:
        fits.append("所列技能与岗位的常见要求没有重合")
    compared = []
    if fit.missing:
        missing = "、".join(skill_forms(skill)[0] for skill in fit.missing[:_SHOWN_MISSING])
        compared.append(f"尚未体现岗位看重的{missing}")
    compared += [part for part in (_years_zh(fit), _degree_zh(fit), _pay_zh(fit)) if part]
    estimated = "薪资范围为估算。" if fit.position.salary_is_estimate else ""
    return "，".join(fits) + "。" + ("；".join(compared) + "。" if compared else "") + estimated


def _titles_zh(fit: Fit) -> str:
    interest, held = fit.interest, fit.held
    if interest and held and min(interest.nearness, held.nearness) >= _CLOSE:
        if interest.text == held.text:
            return f"求职意向与任职经历均为“{_short(held.text)}”，与该岗位{_nearness_zh(held)}"
        return (
            f"求职意向“{_short(interest.text)}”与该岗位{_nearness_zh(interest)}，"
            f"“{_short(held.text)}”的任职经历也{_nearness_zh(held)}"
        )
    if interest and interest.nearness >= _CLOSE:
        return f"求职意向“{_short(interest.text)}”与该岗位{_nearness_zh(interest)}"
    if held and held.nearness >= _CLOSE:
        return f"“{_short(held.text)}”的任职经历与该岗位{_nearness_zh(held)}"
    if fit.related and (interest or held):
        return f"该岗位与{_stated_zh(fit)}属于相关职业"
    if interest or held:
        return f"{_stated_zh(fit)}与该岗位关联不大"
    return "简历未写明求职意向与任职经历"


def _stated_zh(fit: Fit) -> str:
    if fit.interest and fit.held:
        return "求职意向和任职经历"
    return f"求职意向“{_short(fit.interest.text)}”" if fit.interest else "任职经历"


def _nearness_zh(title: NearTitle) -> str:
    return "吻合" if title.nearness >= _SAME else "相近"


def _years_zh(fit: Fit) -> str | None:
    asked = fit.position.years_min
    if fit.years is None or asked == 0:
        return None
    if fit.years >= asked:
        return f"{fit.years:g}年经验满足通常要求的{asked}年"
    return f"{fit.years:g}年经验少于通常要求的{asked}年"


def _degree_zh(fit: Fit) -> str | None:
    asked = fit.position.degree
    if fit.degree is None or asked is DegreeLevel.NONE:
        return None
    held_name, asked_name = degree_name(fit.degree, chinese=True), degree_name(asked, chinese=True)
    if fit.degree == asked:
        return f"{held_name}学历符合要求"
    order = "高于" if fit.degree > asked else "低于"
    return f"{held_name}学历{order}通常要求的{asked_name}"


def _pay_zh(fit: Fit) -> str | None:
    least, most = fit.position.salary_min, fit.position.salary_max
    asked = None if fit.pay is None else fit.pay.least
    if fit.pay is None or asked is None or least is None or most is None:
        return None
    agrees = "高于" if asked > most else "低于" if (fit.pay.most or asked) < least else "符合"
    return f"期望薪资{agrees}该岗位常见的{fit.position.salary_range}"


def _in_english(fit: Fit) -> str:
    fits = _titles_en(fit)
    if fit.matched:
        shown = [_short(skill) for skill in fit.matched[:_SHOWN_MATCHED]]
        more = len(fit.matched) - len(shown)
        if more:
            shown.append(f"{more} more of its skills")
        fits += f", and you bring {_joined(shown, 'and')}"
    elif fit.skills_stated:
        fits += ", and none of the listed skills is among those it usually asks for"
    sentences = [fits + "."]
    if fit.missing:
        missing = _joined([skill_forms(skill)[1] for skill in fit.missing[:_SHOWN_MISSING]], "or")
        sentences.append(f"The resume does not show {missing} yet.")
    compared = [part for part in (_years_en(fit), _degree_en(fit), _pay_en(fit)) if part]
    if compared:
        sentences.append(f"Your {_joined(compared, 'and')}.")
    if fit.position.salary_is_estimate:
        sentences.append("The pay range is an estimate.")
    return " ".join(sentences)


def _titles_en(fit: Fit) -> str:
    interest, held = fit.interest, fit.held
    if interest and held and min(interest.nearness, held.nearness) >= _CLOSE:
        if interest.text == held.text:
            both = f"“{_short(held.text)}”, both your objective and your experience,"
            return f"{both} {_nearness_en(held)} this position"
        return (
            f"Your objective “{_short(interest.text)}” {_nearness_en(interest)} this position, "
            f"your experience as “{_short(held.text)}” {_nearness_en(held)} it too"
        )
    if interest and interest.nearness >= _CLOSE:
        return f"Your objective “{_short(interest.text)}” {_nearness_en(interest)} this position"
    if held and held.nearness >= _CLOSE:
        return f"Your experience as “{_short(held.text)}” {_nearness_en(held)} this position"
    if fit.related and (interest or held):
        return f"This position belongs to an occupation related to {_stated_en(fit)}"
    if interest or held:
        return f"This position has little in common with {_stated_en(fit)}"
    return "The resume states neither an objective nor earlier positions"


def _stated_en(fit: Fit) -> str:
    if fit.interest and fit.held:
        return "your objective and experience"
    return f"your objective “{_short(fit.interest.text)}”" if fit.interest else "your experience"


def _nearness_en(title: NearTitle) -> str:
    return "matches" if title.nearness >= _SAME else "comes close to"


def _years_en(fit: Fit) -> str | None:
    asked = fit.position.years_min
    if fit.years is None or asked == 0:
        return None
    held = f"{fit.years:g} year{'' if fit.years == 1 else 's'} of experience"
    if fit.years >= asked:
        return f"{held} {'meets' if fit.years == 1 else 'meet'} the usual {asked}"
    return f"{held} {'falls' if fit.years == 1 else 'fall'} short of the usual {asked}"


def _degree_en(fit: Fit) -> str | None:
    asked = fit.position.degree
    if fit.degree is None or asked is DegreeLevel.NONE:
        return None
    if fit.degree == asked:
        return "education is at the level usually asked for"
    order = "above" if fit.degree > asked else "below"
    return f"education is {order} the usual level ({degree_name(asked, chinese=False)})"


def _pay_en(fit: Fit) -> str | None:
    least, most = fit.position.salary_min, fit.position.salary_max
    asked = None if fit.pay is None else fit.pay.least
    if fit.pay is None or asked is None or least is None or most is None:
        return None
    agrees = "above" if asked > most else "below" if (fit.pay.most or asked) < least else "within"
    return f"expected pay is {agrees} its usual range of {least:,}-{most:,} CNY a month"


def _short(text: str) -> str:
    """Return a quotation in one line; whole sentences given as a title are cut."""
    line = " ".join(text.split())
    return line if len(line) <= _QUOTED_CHARACTERS else line[: _QUOTED_CHARACTERS - 1].rstrip() + "…"


def _joined(parts: list[str], conjunction: str) -> str:
    if len(parts) == 1:
        return parts[0]
    return f"{', '.join(parts[:-1])} {conjunction} {parts[-1]}"
