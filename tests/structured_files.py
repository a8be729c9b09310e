"""Small resumes as data."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence

Table = Sequence[Mapping[str, str]]


def linkedin(tables: Mapping[str, Table], *, folder: str = "") -> bytes:
    """Return the data of a member of LinkedIn: tables by their names, of rows by their headings."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, rows in tables.items():
            text = io.StringIO(newline="")
            writer = csv.DictWriter(text, fieldnames=list(dict.fromkeys(key for row in rows for key in row)))
            writer.writeheader()
            writer.writerows(rows)
            archive.writestr(f"{folder}{name}.csv", text.getvalue())
    return written.getvalue()


GRACE: Mapping[str, Table] = {
    "Profile": [
        {
            "First Name": "Grace",
            "Last Name": "Okafor",
            "Headline": "Registered Nurse",
            "Summary": "Cares for people.",
            "Geo Location": "Leeds",
        }
    ],
    "Email Addresses": [
        {"Email Address": "old@example.com", "Primary": "No"},
        {"Email Address": "grace@example.com", "Primary": "Yes"},
    ],
    "PhoneNumbers": [{"Number": "+44 7700 900123", "Type": "Mobile"}],
    "Positions": [
        {
            "Company Name": "Northwind Hospital",
            "Title": "Registered Nurse",
            "Description": "Cared for twenty patients a shift.\nTrained three juniors.",
            "Started On": "Mar 2021",
            "Finished On": "",
        },
        {
            "Company Name": "Southgate Clinic",
            "Title": "Staff Nurse",
            "Description": "",
            "Started On": "Jul 2020",
            "Finished On": "Feb 2021",
        },
    ],
    "Education": [
        {
            "School Name": "Harbour University",
            "Start Date": "2016",
            "End Date": "2020",
            "Degree Name": "Bachelor of Science in Nursing",
        }
    ],
    "Skills": [{"Name": "Wound care"}, {"Name": "Triage"}],
    "Languages": [{"Name": "French", "Proficiency": "Professional working proficiency"}],
    "Connections": [{"First Name": "Somebody", "Email Address": "else@example.com"}],
}
