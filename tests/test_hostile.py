"""Hostile submissions, run for real: what they may not get, what they may not harm, and that they would.

Every file in tests/hostile/attacks says in its first lines which outcomes its two functions may have, and
which harm it does where nothing holds it; those in tests/hostile/odd are strange, and right.
"""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from ground import ORDINARY_USER, Ground, ordinary_python, rows

WITHOUT = str(Path(__file__).parent / "without.py")
ATTACKS, ODD = rows("attacks"), rows("odd")
HARMFUL = [row for row in ATTACKS if row.harm]
REACHING_OUT = ("files.", "introspection.", "network.", "processes.", "signals.")
SHARDS = 8
NEEDS_FILES = {"standard_library_files_read"}
"""Odd files that read a file; where none can be opened they cannot be right."""


@pytest.fixture(scope="session")
def ordinary(tmp_path_factory):
    """An ordinary user (None: who runs the tests is one), and an interpreter that they can start."""
    if os.getuid():
        return None, sys.executable
    folder = tmp_path_factory.mktemp("python")
    for place in (folder, *folder.parents):
        if place.owner() == "root" and place.stat().st_mode & 0o777 == 0o700:
            place.chmod(0o711)
    return ORDINARY_USER, ordinary_python(folder)


def graded(folder, submissions, python, user, **how):
    """Each submission's parts, and what was harmed; several classes at a time, since many attacks only wait."""
    if user is not None:
        os.chown(folder, user, user)
    grounds = []
    for shard in range(SHARDS):
        place = folder / str(shard)
        place.mkdir()
        grounds.append(Ground(place, python, user))
    for number, row in enumerate(submissions):
        grounds[number % SHARDS].hand_in(row)
    parts, harm = {}, {}
    with ThreadPoolExecutor(SHARDS) as pool:
        for ground, done in zip(grounds, pool.map(lambda ground: ground.grade(**how), grounds), strict=True):
            harm |= ground.harm(done)
            parts |= done.parts()
    for ground in grounds:
        ground.close()
    return parts, harm


def unexpected(submissions, parts):
    """Outcomes that a row does not allow."""
    return [
        f"{row.name}: {function} is {parts[row.name][function]['outcome']}: {parts[row.name][function]['feedback']}"
        for row in submissions
        for function in ("softmax", "centre")
        if parts[row.name][function]["outcome"] not in row.outcomes[function]
    ]


@pytest.mark.parametrize(
    "who", ["whoever runs the tests", "an ordinary user"] if not os.getuid() else ["an ordinary user"]
)
def test_attacks_get_nothing_and_harm_nobody(who, tmp_path, ordinary):
    user, python = ordinary if who == "an ordinary user" else (None, sys.executable)
    parts, harm = graded(tmp_path, [*ATTACKS, *ODD], python, user)
    assert harm == {}
    assert unexpected([*ATTACKS, *ODD], parts) == []


def test_without_landlock_nothing_is_opened_and_all_holds_too(tmp_path, ordinary):
    user, python = ordinary
    reaching_out = [row for row in ATTACKS if row.name.startswith(REACHING_OUT)]
    submissions = [*reaching_out, *(row for row in ODD if row.name not in NEEDS_FILES)]
    parts, harm = graded(tmp_path, submissions, python, user, start=(WITHOUT, "landlock"))
    assert harm == {}
    assert unexpected(submissions, parts) == []


@pytest.fixture(scope="module")
def harm_without_sandbox(tmp_path_factory, ordinary):
    """What each file that claims a harm does: with limits only, or in the process of whoever calls it."""
    user, python = ordinary

    def harm(row, *, alone=False):
        ground = Ground(tmp_path_factory.mktemp("ground"), python, user)
        ground.hand_in(row)
        found = ground.harm(ground.call(row.name), alone=alone)
        if row.harm not in found:
            found = ground.harm(
                ground.grade("--trust", start=(WITHOUT, "landlock,seccomp"), seconds=10), alone=alone
            )
        ground.close()
        return row.name, found

    with ThreadPoolExecutor(4) as pool:
        found = dict(pool.map(harm, (row for row in HARMFUL if row.harm != "leftover")))
    return found | dict(harm(row, alone=True) for row in HARMFUL if row.harm == "leftover")


@pytest.mark.parametrize("row", [pytest.param(row, id=row.name) for row in HARMFUL])
def test_the_same_file_does_harm_where_nothing_holds_it(row, harm_without_sandbox):
    assert row.harm in harm_without_sandbox[row.name]


def test_the_corpus_is_large_and_varied():
    assert len(ATTACKS) >= 80
    assert len(ODD) >= 25
    assert len(HARMFUL) >= 40
    full = [row for row in ODD if row.outcomes == {"softmax": {"correct"}, "centre": {"correct"}}]
    assert len(full) >= 25
