"""Job boards as they export postings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.domain.positions.importing.exports import Export, read_as

EXPORTS = {
    "Indeed": Export(
        file="jobs.csv",
        content="jobkey,jobTitle,company,formattedLocation,salarySnippet.text\n"
        'k1,Line Cook,Rosa\'s,"Portland, OR",From $19 an hour\n',
        title="Line Cook",
        company="Rosa's",
        city="Portland, OR",
        pay=(19, None, "USD", "HOUR"),
        given_id="k1",
    ),
    "LinkedIn": Export(
        file="postings.csv",
        content="job_id,company_name,title,max_salary,pay_period,location,min_salary,med_salary,currency\n"
        "88,Acme,Nurse Manager,,HOURLY,Boise,,41.0,USD\n",
        title="Nurse Manager",
        company="Acme",
        pay=(41, 41, "USD", "HOUR"),
    ),
    "Glassdoor": Export(
        file="glassdoor.csv",
        content="Job Title,Salary Estimate,Job Description,Rating,Company Name,Location,Headquarters\n"
        "Statistician,$61K-$78K (Glassdoor est.),Count.,3.9,Numbers Inc,Denver,Ohio\n",
        title="Statistician",
        company="Numbers Inc",
        city="Denver",
        pay=(61_000, 78_000, "USD", "YEAR"),
    ),
    "Adzuna": Export(
        file="adzuna.json",
        content=json.dumps(
            {
                "count": 1,
                "results": [
                    {
                        "id": "55",
                        "title": "Electrician",
                        "company": {"display_name": "Volt Ltd"},
                        "location": {"display_name": "Hull", "area": ["UK", "Hull"]},
                        "salary_min": 33000.0,
                        "salary_max": 38000.0,
                        "redirect_url": "https://ads.example.com/55",
                    }
                ],
            }
        ),
        title="Electrician",
        company="Volt Ltd",
        city="Hull",
        url="https://ads.example.com/55",
    ),
    "USAJobs": Export(
        file="usajobs.json",
        content=json.dumps(
            {
                "SearchResult": {
                    "SearchResultItems": [
                        {
                            "MatchedObjectDescriptor": {
                                "PositionID": "X-1",
                                "PositionTitle": "Park Ranger",
                                "PositionURI": "https://gov.example.com/X-1",
                                "OrganizationName": "Park Service",
                                "PositionRemuneration": [
                                    {
                                        "MinimumRange": "51000",
                                        "MaximumRange": "66000",
                                        "RateIntervalCode": "PA",
                                    }
                                ],
                            }
                        }
                    ]
                }
            }
        ),
        title="Park Ranger",
        company="Park Service",
        given_id="X-1",
        pay=(51_000, 66_000, "CNY", "YEAR"),  # the file names no currency
    ),
    "Naukri": Export(
        file="naukri.csv",
        content="Designation,Company,Location,Experience,Min CTC (Lakhs),Max CTC (Lakhs),Key Skills\n"
        'Java Developer,Sutra,Pune,3-6 Yrs,8,14,"Java, Spring"\n',
        title="Java Developer",
        years=3,
        pay=(800_000, 1_400_000, "INR", "YEAR"),
        skills=("Java", "Spring"),
    ),
    "JobStreet": Export(
        file="my.csv",
        content='Job Title,Company Name,Work Location,Salary\nClerk,Maju,Ipoh,"RM 2,400 - RM 2,900"\n',
        title="Clerk",
        pay=(2_400, 2_900, "MYR", "MONTH"),
    ),
    "StepStone": Export(
        file="de.csv",
        content="Job Title;Company;Location;Salary\n"
        "Buchhalter;Nord GmbH;Kiel;45.500,00 - 52.000,00 € pro Jahr\n",
        title="Buchhalter",
        pay=(45_500, 52_000, "EUR", "YEAR"),
    ),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_what_others_export_is_read_as_it_is_meant(tmp_path: Path, name: str) -> None:
    assert read_as(EXPORTS[name], tmp_path) == EXPORTS[name]
