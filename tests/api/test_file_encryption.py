"""Stored files that are encrypted: the way through the product, faults, and the change of keys."""

from __future__ import annotations

import io
import os
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner, Result

from api.cli import app
from api.cli.administration import reencrypt_stored
from api.parts.files import WrongFileKeys, file_keys
from api.settings import Settings
from persistence.encryption import new_key
from tests import programs
from tests.factories import NOW
from tests.gateway import Account, Gateway, environment, running_gateway
from tests.pdf_files import pdf_with_lines

OLD, NEW = (new_key(NOW) for _ in range(2))
OLD_ID, NEW_ID = (key.partition(":")[0] for key in (OLD, NEW))
# No field is read from this, so the database has nothing of it.
SENTENCE = "The seventh otter sang beneath the copper bridge"
RESUME = f"姓名：周敏\n电话：13912345678\n求职意向：会计\n\n{SENTENCE}\n"
TRACES = (SENTENCE, "周敏", "13912345678")


def files_in(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "files" / "resumes").rglob("*") if path.is_file())


def traces_in(folder: Path) -> set[str]:
    contents = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    return {trace for trace in TRACES if any(trace.encode() in content for content in contents)}


def run(folder: Path, *command: str, **settings: str) -> Result:
    """Run a command in this process, which is none of the server's."""
    return CliRunner().invoke(app, command, env={"GATEWAY_DATA_DIR": str(folder), **settings})


def started(folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Start a server that is expected to refuse."""
    return programs.run(["serve", "--port", "0"], environment(folder, **settings))


def told(code: int | None, stderr: str) -> str:
    """The one sentence with which a command was refused."""
    assert code == 2, stderr
    [line] = stderr.splitlines()
    return line


def asked(gateway: Gateway, account: Account, query: str) -> Any:
    return gateway.client.post("/graphql", json={"query": query}, headers=account.headers).json()


def reanalyzed(gateway: Gateway, account: Account, resume_id: int) -> str:
    query = f'mutation {{ reanalyzeResume(id: "{resume_id}") {{ __typename }} }}'
    assert "errors" not in asked(gateway, account, query)
    return gateway.finished(account, resume_id)


def failure_of(gateway: Gateway, account: Account, resume_id: int) -> str:
    query = f'{{ resume(id: "{resume_id}") {{ failure {{ code }} }} }}'
    code: str = asked(gateway, account, query)["data"]["resume"]["failure"]["code"]
    return code


def export_of(gateway: Gateway, account: Account) -> dict[str, bytes]:
    answer = gateway.get(account, "/account/export")
    assert answer.status_code == 200
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    return {name: archive.read(name) for name in archive.namelist() if "/file" in name}


def test_an_encrypted_resume_is_analysed_matched_and_given_out_and_lies_nowhere_in_plain(
    tmp_path: Path,
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    data = tmp_path / "data"
    with running_gateway(data, GATEWAY_FILE_KEYS=NEW, TMPDIR=str(scratch)) as gateway:
        person = gateway.user("person")
        contents = {
            "a.txt": RESUME.encode(),
            "b.pdf": pdf_with_lines(RESUME.splitlines()),
            # Several segments.
            "c.txt": (RESUME + "\n" * 200_000).encode(),
        }
        ids = [gateway.upload(person, name, content) for name, content in contents.items()]
        for resume_id in ids:
            assert gateway.finished(person, resume_id) == "分析完成"
            body = gateway.get(person, f"/api/resumes/{resume_id}/analysis").json()
            assert body["basic_info"]["name"] == "周敏"
            assert len(gateway.get(person, f"/api/resumes/{resume_id}/matches").json()) == 10
        assert list(export_of(gateway, person).values()) == list(contents.values())
        assert traces_in(data / "files") == set()
        assert SENTENCE not in traces_in(tmp_path)
        assert not any(b"%PDF" in path.read_bytes() for path in files_in(data))
        assert all(trace not in line for line in gateway.log for trace in (*TRACES, NEW))


def test_a_stored_file_that_was_altered_fails_with_a_reason_and_is_given_to_nobody(tmp_path: Path) -> None:
    with running_gateway(tmp_path, GATEWAY_FILE_KEYS=NEW) as gateway:
        person = gateway.user("person")
        ids = [gateway.upload(person, f"{number}.txt", RESUME.encode()) for number in range(4)]
        for resume_id in ids:
            assert gateway.finished(person, resume_id) == "分析完成"
        changed, cut, first, second = files_in(tmp_path)
        content = bytearray(changed.read_bytes())
        content[-1] ^= 1
        changed.write_bytes(content)
        os.truncate(cut, cut.stat().st_size - 5)
        aside = first.with_name("aside")
        first.rename(aside)
        second.rename(first)
        aside.rename(second)
        for resume_id in ids:
            assert reanalyzed(gateway, person, resume_id) == "分析失败"
            assert failure_of(gateway, person, resume_id) == "DAMAGED"
        given = export_of(gateway, person)
        assert sorted(given) == sorted(f"resumes/{resume_id}/file-unreadable.txt" for resume_id in ids)
        assert all("存储中的文件已损坏" in note.decode() for note in given.values())
        # Plain text in its place is not taken for it either.
        changed.write_bytes(RESUME.encode())
        statuses = [reanalyzed(gateway, person, resume_id) for resume_id in ids]
        assert statuses == ["分析失败"] * 4
        assert sum("UnknownKey: it is not encrypted" in line for line in gateway.log) == 1
        assert sum("the stored file resumes/" in line for line in gateway.log) >= 9


def test_keys_are_changed_beside_a_running_server(tmp_path: Path) -> None:
    """From none to one, to another and back to none, with uploads and readers all the while."""
    uploaded: list[int] = []
    steps: list[tuple[dict[str, str], tuple[str, ...], dict[str, str]]] = [
        ({}, (), {}),
        ({"GATEWAY_FILE_KEYS": f"{OLD},plain"}, (), {"GATEWAY_FILE_KEYS": OLD}),
        ({"GATEWAY_FILE_KEYS": f"{NEW},{OLD}"}, (), {"GATEWAY_FILE_KEYS": NEW}),
        ({"GATEWAY_FILE_KEYS": f"{NEW},plain"}, ("--plain",), {}),
    ]
    for number, (settings, words, afterwards) in enumerate(steps):
        with running_gateway(tmp_path, **settings) as gateway:
            person = gateway.login("person") if number else gateway.user("person")
            uploaded.append(gateway.upload(person, "resume.txt", RESUME.encode()))
            rewritten = run(tmp_path, "reencrypt", *words, **settings)
            assert rewritten.exit_code == 0, rewritten.stderr
            for resume_id in uploaded:
                assert reanalyzed(gateway, person, resume_id) == "分析完成"
            assert list(export_of(gateway, person).values()) == [RESUME.encode()] * len(uploaded)
        in_plain = [SENTENCE.encode() in path.read_bytes() for path in files_in(tmp_path)]
        assert in_plain == [not afterwards] * len(uploaded)
        # With nothing but what is needed from now on, as a start would find it.
        again = run(tmp_path, "reencrypt", **afterwards)
        assert again.exit_code == 0, again.stderr
        assert again.stdout == (
            f"0 files were written anew, {len(uploaded)} already were as they should be, "
            "0 belong to no resume and were left, 0 could not be read.\n"
        )


def test_a_server_without_the_keys_of_its_files_does_not_start(tmp_path: Path) -> None:
    with running_gateway(tmp_path, GATEWAY_FILE_KEYS=OLD) as gateway:
        person = gateway.user("person")
        assert gateway.finished(person, gateway.upload(person, "resume.txt", RESUME.encode())) == "分析完成"
    sentence = (
        "GATEWAY_FILE_KEYS is wrong: stored files are encrypted with the key "
        f"'{OLD_ID}', which it does not list."
    )
    for settings in ({}, {"GATEWAY_FILE_KEYS": NEW}):
        refused = started(tmp_path, **settings)
        assert told(refused.returncode, refused.stderr) == sentence
    rewritten = run(tmp_path, "reencrypt", GATEWAY_FILE_KEYS=NEW)
    assert told(rewritten.exit_code, rewritten.stderr) == sentence
    # By the operator's word that it is lost, everything else goes on.
    with running_gateway(tmp_path, GATEWAY_FILE_KEYS=f"{NEW},{OLD_ID}:lost") as gateway:
        person = gateway.login("person")
        assert gateway.get(person, "/api/resumes/1/analysis").json()["basic_info"]["name"] == "周敏"
        assert list(export_of(gateway, person)) == ["resumes/1/file-unreadable.txt"]
        assert reanalyzed(gateway, person, 1) == "分析失败"
        query = 'mutation { deleteResume(id: "1") { __typename } }'
        assert "errors" not in asked(gateway, person, query)
        assert files_in(tmp_path) == []


@pytest.mark.parametrize(
    ("content", "mode", "reason"),
    [
        (NEW, 0o644, "others may read {path}: chmod 600 it."),
        ("", 0o600, "it names no key that could write."),
        ("new:short", 0o600, "the key 'new' is not in base64."),
    ],
    ids=["open to others", "empty", "no key"],
)
def test_a_file_of_keys_that_cannot_be_used_is_told_in_a_sentence(
    tmp_path: Path, content: str, mode: int, reason: str
) -> None:
    path = tmp_path / "keys"
    path.write_text(content)
    path.chmod(mode)
    with pytest.raises(WrongFileKeys) as caught:
        file_keys(Settings(data_dir=tmp_path, file_keys_file=path))
    assert str(caught.value) == f"GATEWAY_FILE_KEYS_FILE is wrong: {reason.format(path=path)}"


def test_keys_are_given_in_one_way_only(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    path.write_text(f"{NEW}\n")
    path.chmod(0o600)
    assert file_keys(Settings(data_dir=tmp_path, file_keys_file=path)).first == NEW_ID
    with pytest.raises(
        WrongFileKeys, match=r"is wrong: GATEWAY_FILE_KEYS_FILE is set too; set one of them\."
    ):
        file_keys(Settings(data_dir=tmp_path, file_keys_file=path, file_keys=SecretStr(NEW)))


def test_nothing_is_decrypted_that_a_server_would_not_read(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, file_keys=SecretStr(NEW))
    with pytest.raises(WrongFileKeys, match="must list `plain`"):
        reencrypt_stored(settings, to_plain=True)


def test_a_new_key_is_printed_as_the_setting_takes_it(tmp_path: Path) -> None:
    made = run(tmp_path, "new-file-key").stdout
    assert file_keys(Settings(data_dir=tmp_path, file_keys=SecretStr(made))).first == made.partition(":")[0]
    missing = run(tmp_path, "reencrypt", GATEWAY_FILE_KEYS_FILE=str(tmp_path / "none"))
    assert told(missing.exit_code, missing.stderr).startswith("GATEWAY_FILE_KEYS_FILE is wrong: ")
