from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from domain.documents.isolation import landlock


@pytest.mark.parametrize(
    ("version", "length", "rights"),
    [(1, 8, 13), (2, 8, 14), (3, 8, 15), (4, 16, 15), (5, 16, 16), (7, 24, 16)],
)
def test_each_version_is_asked_for_what_it_knows(version: int, length: int, rights: int) -> None:
    attributes = landlock._attributes(version)

    assert len(attributes) == length
    assert int.from_bytes(attributes[:8], "little") == 2**rights - 1


def test_a_process_reads_below_its_paths_alone(tmp_path: Path) -> None:
    try:
        landlock.version()
    except OSError:
        pytest.skip("this kernel has no Landlock")
    for name in ("mine", "theirs"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text("content")
    script = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from domain.documents.isolation import landlock
        from domain.documents.isolation.system import PR_SET_NO_NEW_PRIVS, prctl

        folder = Path(sys.argv[1])
        rules = landlock.ruleset_for_reading([folder / "mine", folder / "mine" / "file", folder / "none"])
        prctl(PR_SET_NO_NEW_PRIVS, 1)
        landlock.follow(rules)
        for attempt in (
            lambda: (folder / "mine" / "file").read_text(),
            lambda: [path.name for path in (folder / "mine").iterdir()],
            lambda: (folder / "theirs" / "file").read_text(),
            lambda: list((folder / "theirs").iterdir()),
            lambda: (folder / "mine" / "file").write_text("other"),
            lambda: (folder / "mine" / "file").unlink(),
        ):
            try:
                print(attempt())
            except PermissionError:
                print("refused")
        """
    )

    told = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        cwd=Path(__file__).parents[4],
        check=True,
        capture_output=True,
        text=True,
    )

    assert told.stdout.split("\n")[:-1] == ["content", "['file']", *["refused"] * 4]
