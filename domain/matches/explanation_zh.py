"""The sentences that explain a match, in Chinese."""

from __future__ import annotations

from domain.matches.features import Fit, NearTitle
from domain.matches.quoting import CLOSE, SHOWN_MATCHED, SHOWN_MISSING, STEP, is_same, short
from domain.vocabulary.degrees import DegreeLevel, degree_name
from domain.vocabulary.skills import skill_forms


def explain_in_chinese(fit: Fit) -> str:
    """Return the explanation in Chinese."""
    fits = [part for part in (_titles(fit), _studies(fit)) if part]
    if fit.matched:
        shown = "、".join(short(skill) for skill in fit.matched[:SHOWN_MATCHED])
        count = f"等{len(fit.matched)}项" if len(fit.matched) > SHOWN_MATCHED else ""
        fits.append(f"具备{shown}{count}相关技能")
    elif fit.skills_stated:
        fits.append("所列技能与岗位的常见要求没有重合")
    compared = []
    if fit.missing:
        missing = "、".join(skill_forms(skill)[0] for skill in fit.missing[:SHOWN_MISSING])
        compared.append(f"尚未体现岗位看重的{missing}")
    compared += [part for part in (_level(fit), _years(fit), _degree(fit), _pay(fit)) if part]
    estimated = "薪资范围为估算。" if fit.position.salary_is_estimate else ""
    return (
        ("，".join(fits) or "该岗位与简历所述相关")
        + "。"
        + ("；".join(compared) + "。" if compared else "")
        + estimated
    )


def _titles(fit: Fit) -> str | None:
    interest, held = fit.interest, fit.held
    if interest and held and min(interest.nearness, held.nearness) >= CLOSE:
        if interest.text == held.text:
            return f"求职意向与任职经历均为“{short(held.text)}”，与该岗位{_nearness(held, fit)}"
        return (
            f"求职意向“{short(interest.text)}”与该岗位{_nearness(interest, fit)}，"
            f"“{short(held.text)}”的任职经历也{_nearness(held, fit)}"
        )
    if interest and interest.nearness >= CLOSE:
        return f"求职意向“{short(interest.text)}”与该岗位{_nearness(interest, fit)}"
    if held and held.nearness >= CLOSE:
        return f"“{short(held.text)}”的任职经历与该岗位{_nearness(held, fit)}"
    if fit.related and (interest or held):
        return f"该岗位与{_stated(fit)}属于相关职业"
    return None if interest or held else "简历未写明求职意向与任职经历"


def _studies(fit: Fit) -> str | None:
    return f"所学“{short(fit.subject)}”与该岗位对口" if fit.subject else None


def _level(fit: Fit) -> str | None:
    if abs(fit.step) <= STEP:
        return None
    order = "高于" if fit.step > 0 else "低于"
    return f"岗位级别{order}“{short(fit.level_title)}”" if fit.level_title else f"岗位级别{order}已有的资历"


def _stated(fit: Fit) -> str:
    if fit.interest and fit.held:
        return "求职意向和任职经历"
    return f"求职意向“{short(fit.interest.text)}”" if fit.interest else "任职经历"


def _nearness(title: NearTitle, fit: Fit) -> str:
    return "吻合" if is_same(title, fit.position) else "相近"


def _years(fit: Fit) -> str | None:
    asked = fit.position.years_min
    if fit.years is None or asked == 0:
        return None
    if fit.years >= asked:
        return f"{fit.years:g}年经验满足通常要求的{asked}年"
    return f"{fit.years:g}年经验少于通常要求的{asked}年"


def _degree(fit: Fit) -> str | None:
    asked = fit.position.degree
    if fit.degree is None or asked is DegreeLevel.NONE:
        return None
    held_name, asked_name = degree_name(fit.degree, chinese=True), degree_name(asked, chinese=True)
    if fit.degree == asked:
        return f"{held_name}学历符合要求"
    order = "高于" if fit.degree > asked else "低于"
    return f"{held_name}学历{order}通常要求的{asked_name}"


def _pay(fit: Fit) -> str | None:
    least, most = fit.position.salary_min, fit.position.salary_max
    asked = None if fit.pay is None else fit.pay.least
    if fit.pay is None or asked is None or least is None or most is None:
        return None
    agrees = "高于" if asked > most else "低于" if (fit.pay.most or asked) < least else "符合"
    return f"期望薪资{agrees}该岗位常见的{fit.position.salary_range}"
