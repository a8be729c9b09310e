"""The city is told from what stands in its column."""

from __future__ import annotations

import pytest

from domain.positions.importing.places import city_of, is_city


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("杭州", "杭州"),
        ("杭州-西湖区", "杭州"),
        ("浙江-杭州-西湖区", "杭州"),
        ("浙江省·宁波市", "宁波市"),
        ("广东省广州市天河区", "广州市"),
        ("福建厦门", "厦门"),
        ("中国上海", "上海"),
        ("苏州工业园区", "苏州"),
        ("天津市和平区南京路1号", "天津市"),
        ("吉林市", "吉林市"),
        ("新疆维吾尔自治区乌鲁木齐市", "乌鲁木齐市"),
        ("延边朝鲜族自治州", "延边朝鲜族自治州"),
        ("台北市大安區", "台北市"),
        ("臺灣 台中市", "台中市"),
        ("四川", "四川"),
        ("全国", "全国"),
        ("上海、北京", "上海"),
        ("San Francisco, CA", "San Francisco, CA"),
        ("-", "-"),
        ("", ""),
    ],
)
def test_the_city_is_what_stands_below_a_province_and_above_a_district(text: str, city: str) -> None:
    assert city_of(text) == city


def test_a_city_is_known_by_its_name() -> None:
    assert is_city("杭州市")
    assert not is_city("研发部")
