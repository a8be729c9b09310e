"""Technologies in titles are told from common words."""

from __future__ import annotations

import pytest

from domain.positions.technologies import technologies_in


@pytest.mark.parametrize(
    ("title", "technologies"),
    [
        ("高级Java开发工程师", ("java",)),
        ("C++ Engineer", ("c++",)),
        ("Golang工程师", ("go",)),
        ("React Native开发", ("react", "react native")),
        ("Project Manager", ()),
        ("R&D Engineer", ()),
        ("C端产品经理", ()),
        ("会计", ()),
    ],
)
def test_titles_name_technologies(title: str, technologies: tuple[str, ...]) -> None:
    assert technologies_in(title) == technologies
