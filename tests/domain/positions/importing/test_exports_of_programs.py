"""Programs for recruiting, and what is made of their data, as they export postings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.domain.positions.importing.exports import Export, read_as

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
}


@pytest.mark.parametrize("name", EXPORTS)
def test_what_others_export_is_read_as_it_is_meant(tmp_path: Path, name: str) -> None:
    assert read_as(EXPORTS[name], tmp_path) == EXPORTS[name]
