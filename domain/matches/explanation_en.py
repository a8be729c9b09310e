"""The sentences that explain a match, in English."""

from __future__ import annotations

from domain.matches.features import Fit, NearTitle
from domain.matches.quoting import CLOSE, SHOWN_MATCHED, SHOWN_MISSING, STEP, is_same, short
from domain.vocabulary.degrees import DegreeLevel, degree_name
from domain.vocabulary.skills import skill_forms


def explain_in_english(fit: Fit) -> str:
    """Return the explanation in English."""
    fits = [part for part in (_titles(fit), _studies(fit)) if part]
    if fit.matched:
        shown = [short(skill) for skill in fit.matched[:SHOWN_MATCHED]]
        more = len(fit.matched) - len(shown)
        if more:
            shown.append(f"{more} more of its skills")
        fits.append(f"you bring {_joined(shown, 'and')}")
    elif fit.skills_stated:
        fits.append("none of the listed skills is among those it usually asks for")
    first = _joined(fits, ", and") if fits else "this position is related to what the resume says"
    sentences = [first[0].upper() + first[1:] + "."]
    if fit.missing:
        missing = _joined([skill_forms(skill)[1] for skill in fit.missing[:SHOWN_MISSING]], "or")
        sentences.append(f"The resume does not show {missing} yet.")
    if level := _level(fit):
        sentences.append(level)
    compared = [part for part in (_years(fit), _degree(fit), _pay(fit)) if part]
    if compared:
        sentences.append(f"Your {_joined(compared, 'and')}.")
    if fit.position.salary_is_estimate:
        sentences.append("The pay range is an estimate.")
    return " ".join(sentences)


def _titles(fit: Fit) -> str | None:
    interest, held = fit.interest, fit.held
    if interest and held and min(interest.nearness, held.nearness) >= CLOSE:
        if interest.text == held.text:
            both = f"“{short(held.text)}”, both your objective and your experience,"
            return f"{both} {_nearness(held, fit)} this position"
        return (
            f"Your objective “{short(interest.text)}” {_nearness(interest, fit)} this position, "
            f"your experience as “{short(held.text)}” {_nearness(held, fit)} it too"
        )
    if interest and interest.nearness >= CLOSE:
        return f"Your objective “{short(interest.text)}” {_nearness(interest, fit)} this position"
    if held and held.nearness >= CLOSE:
        return f"Your experience as “{short(held.text)}” {_nearness(held, fit)} this position"
    if fit.related and (interest or held):
        return f"This position belongs to an occupation related to {_stated(fit)}"
    return None if interest or held else "The resume states neither an objective nor earlier positions"


def _studies(fit: Fit) -> str | None:
    return f"your studies of “{short(fit.subject)}” lead to this position" if fit.subject else None


def _level(fit: Fit) -> str | None:
    if abs(fit.step) <= STEP:
        return None
    order = "above" if fit.step > 0 else "below"
    return f"The position is {order} the level of {_told_by(fit)}."


def _told_by(fit: Fit) -> str:
    return f"“{short(fit.level_title)}”" if fit.level_title else "your experience"


def _stated(fit: Fit) -> str:
    if fit.interest and fit.held:
        return "your objective and experience"
    return f"your objective “{short(fit.interest.text)}”" if fit.interest else "your experience"


def _nearness(title: NearTitle, fit: Fit) -> str:
    return "matches" if is_same(title, fit.position) else "comes close to"


def _years(fit: Fit) -> str | None:
    asked = fit.position.years_min
    if fit.years is None or asked == 0:
        return None
    held = f"{fit.years:g} year{'' if fit.years == 1 else 's'} of experience"
    if fit.years >= asked:
        return f"{held} {'meets' if fit.years == 1 else 'meet'} the usual {asked}"
    return f"{held} {'falls' if fit.years == 1 else 'fall'} short of the usual {asked}"


def _degree(fit: Fit) -> str | None:
    asked = fit.position.degree
    if fit.degree is None or asked is DegreeLevel.NONE:
        return None
    if fit.degree == asked:
        return "education is at the level usually asked for"
    order = "above" if fit.degree > asked else "below"
    return f"education is {order} the usual level ({degree_name(asked, chinese=False)})"


def _pay(fit: Fit) -> str | None:
    least, most = fit.position.salary_min, fit.position.salary_max
    asked = None if fit.pay is None else fit.pay.least
    if fit.pay is None or asked is None or least is None or most is None:
        return None
    agrees = "above" if asked > most else "below" if (fit.pay.most or asked) < least else "within"
    return f"expected pay is {agrees} its usual range of {least:,}-{most:,} CNY a month"


def _joined(parts: list[str], conjunction: str) -> str:
    if len(parts) == 1:
        return parts[0]
    return f"{', '.join(parts[:-1])}{'' if conjunction.startswith(',') else ' '}{conjunction} {parts[-1]}"
