"""Reading what was handed in: folders and archives, and nothing in them that can make reading fail or lead out."""

import gzip
import io
import os
import socket
import stat
import struct
import tarfile
import zipfile

import pytest

from grader.grading.submission import code_files, read_submission

CODE, ANSWERS = b"def f(x): return x\n", b"# q\n## p\n0.4\n"


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "alice"
    place.mkdir()
    (place / "q.py").write_bytes(CODE)
    (place / "answers.md").write_bytes(ANSWERS)
    return place


def refused(submission, name):
    """Why a file was not read; everything else must have been."""
    assert submission.sources["q.py"] == CODE.decode()
    assert submission.answers == ANSWERS.decode()
    assert any(remark.startswith(f"{name} was not read: ") for remark in submission.remarks), (
        submission.remarks
    )
    return submission.refused[name]


# Folders


def test_links_are_not_followed(folder, tmp_path):
    (tmp_path / "solution.py").write_text("secret = 1")
    (folder / "r.py").symlink_to(tmp_path / "solution.py")
    assert "link" in refused(read_submission(str(folder)), "r.py")
    (folder / "s.py").symlink_to("s.py")
    assert "link" in refused(read_submission(str(folder)), "s.py")


def test_a_hard_link_out_of_the_folder_is_refused_and_one_inside_is_not(folder, tmp_path):
    (tmp_path / "solution.py").write_text("secret = 1")
    os.link(tmp_path / "solution.py", folder / "r.py")
    assert "outside of the submission" in refused(read_submission(str(folder)), "r.py")
    os.link(folder / "q.py", folder / "copy.py")
    submission = read_submission(str(folder))
    assert submission.sources["copy.py"] == submission.sources["q.py"]


def test_pipes_sockets_devices_and_folders_named_like_files_are_refused(folder):
    os.mkfifo(folder / "pipe.py")
    (folder / "folder.py").mkdir()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder / "socket.py"))
    names = ["pipe.py", "folder.py", "socket.py"]
    if os.getuid() == 0:
        os.mknod(folder / "device.py", stat.S_IFCHR | 0o666, os.makedev(1, 5))
        names.append("device.py")
    submission = read_submission(str(folder))
    for name in names:
        assert "no plain file" in refused(submission, name)


def test_a_file_that_is_too_large_is_refused_without_being_read(folder):
    with open(folder / "r.py", "wb") as stream:
        stream.truncate(50_000_000_000)
    assert refused(read_submission(str(folder)), "r.py") == "it is larger than 256 KB"


def test_sources_are_limited_together_and_small_ones_come_first(folder):
    for name in "abc":
        (folder / f"{name}.py").write_text("#" * 200_000)
    assert "together" in refused(read_submission(str(folder)), "c.py")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"x = 1\0", "NUL"),
        (b"x = '\xff'", "UTF-8"),
        (b"\xff\xfex\0=\0001\0", "NUL"),
        (b"# coding: rot13\nk = 1", "encoding"),
        (b"# coding: zlib\nk = 1", "encoding"),
        (b"# coding: no-such-thing\nk = 1", "encoding"),
        (b"# coding: utf-7\nk = '+AEE-'", "can hide"),
        (b"# coding: unicode_escape\nk = 1", "can hide"),
        (b"# coding: raw_unicode_escape\nk = 1", "can hide"),
        (b"# coding: punycode\nk = 1", "can hide"),
    ],
)
def test_bytes_that_are_no_honest_text_are_refused(folder, content, why):
    (folder / "r.py").write_bytes(content)
    assert why in refused(read_submission(str(folder)), "r.py")


@pytest.mark.parametrize(
    "encoding", ["latin-1", "cp1252", "gbk", "gb18030", "big5", "shift_jis", "euc_jp", "koi8_r", "utf-8"]
)
def test_encodings_that_people_use_are_read(folder, encoding):
    (folder / "r.py").write_bytes(f"# coding: {encoding}\nx = 'plain' # ~ \\ +\n".encode(encoding))
    assert "plain" in read_submission(str(folder)).sources["r.py"]


def test_names_that_cannot_be_printed_are_refused_and_shown_escaped(folder):
    (folder / "a\nb\x1b[2J.py").write_text("x = 1")
    with open(os.fsencode(folder) + b"/\xff.py", "w") as stream:
        stream.write("x = 1")
    submission = read_submission(str(folder))
    assert set(submission.sources) == {"q.py"}
    assert len(submission.remarks) == 2
    assert all(remark.isprintable() for remark in submission.remarks)


def test_a_link_to_a_folder_is_no_submission(folder, tmp_path):
    (tmp_path / "mallory").symlink_to(folder)
    submission = read_submission(str(tmp_path / "mallory"))
    assert (submission.sources, submission.answers) == ({}, "")
    assert "link" in submission.refusal("q.py")
    assert submission.remarks == ("mallory was not read: it is a link; hand in the folder itself.",)


def test_a_folder_of_very_many_files_is_refused(folder):
    for number in range(10_001):
        (folder / str(number)).touch()
    assert "more than 10000 files" in read_submission(str(folder)).unread


def test_what_python_would_run_by_itself_is_not_read(folder):
    for name in ("evil.pth", "evil.pyc", "evil.so", "setup.cfg", "pyproject.toml", "course.yaml"):
        (folder / name).write_bytes(b"import os")
    submission = read_submission(str(folder))
    assert set(submission.sources) == {"q.py"}
    assert submission.remarks == ()


def test_an_archive_inside_a_folder_is_said_to_be_left(folder):
    (folder / "work.zip").write_bytes(b"PK")
    assert "work.zip was not read" in read_submission(str(folder)).remarks[0]


# Archives

FILES = {"q.py": CODE, "answers.md": ANSWERS}


def zipped(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return str(path)


def tarred(path, members):
    with tarfile.open(path, "w:gz") as archive:
        for name, content in members:
            info = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return str(path)


WRITERS = {"zip": zipped, "tar.gz": tarred, "tgz": tarred}


@pytest.fixture(params=WRITERS)
def archive(request, tmp_path):
    """Writes an archive of each sort."""
    return lambda members: WRITERS[request.param](tmp_path / f"alice.{request.param}", list(members))


@pytest.mark.parametrize("top", ["", "alice/", "./", "homework 1/alice/"])
def test_an_archive_is_read_as_its_folder_would_be(archive, top):
    members = {f"{top}{name}": content for name, content in FILES.items()}
    path = archive({**members, f"{top}figure.png": b"png", "__MACOSX/._q.py": b"x"}.items())
    submission = read_submission(path)
    assert submission.name == "alice"
    assert submission.sources == {"q.py": CODE.decode()}
    assert submission.answers == ANSWERS.decode()
    assert submission.remarks == ()
    assert code_files(path) == 1


@pytest.mark.parametrize("name", ["../r.py", "/tmp/r.py", "a/../../r.py", "..\\r.py", "/etc/cron.d/r.py"])
def test_a_name_that_leads_out_is_refused_and_nothing_is_written(archive, name, tmp_path):
    before = set(tmp_path.rglob("*"))
    path = archive([*FILES.items(), (name, b"evil = 1")])
    assert "leads out" in refused(read_submission(path), name.replace("\\", "/"))
    assert {os.path.basename(each) for each in set(tmp_path.rglob("*")) - before} == {os.path.basename(path)}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_is_there_twice_is_refused(archive):
    path = archive([*FILES.items(), ("r.py", b"x = 1"), ("r.py", b"x = 2")])
    assert "twice" in refused(read_submission(path), "r.py")


def test_links_in_archives_are_refused(tmp_path):
    for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE):
        link = tarfile.TarInfo("r.py")
        link.type, link.linkname = kind, "/etc/passwd"
        assert "link" in refused(
            read_submission(tarred(tmp_path / "alice.tgz", [*FILES.items(), (link, b"")])), "r.py"
        )
    link = zipfile.ZipInfo("r.py")
    link.external_attr = 0o120777 << 16
    assert "link" in refused(
        read_submission(zipped(tmp_path / "alice.zip", [*FILES.items(), (link, b"/etc/passwd")])), "r.py"
    )


def test_folders_within_are_said_to_be_left(archive):
    submission = read_submission(archive([*FILES.items(), ("code/r.py", b"x = 1")]))
    assert set(submission.sources) == {"q.py"}
    assert submission.remarks == (
        "code/ was not read: put its files into the folder of the submission itself.",
    )


def test_bombs_are_refused(archive):
    assert "larger than 256 KB" in refused(
        read_submission(archive([*FILES.items(), ("r.py", bytes(10_000_000))])), "r.py"
    )
    many = [(f"{number}.py", bytes(256 * 1024)) for number in range(300)]
    assert "unpacks to more than 50 MB" in read_submission(archive(many)).unread
    assert (
        "more than 5000 files"
        in read_submission(archive((f"{number}.txt", b"") for number in range(5001))).unread
    )


def header(name, size=0, kind=b"0", digits=None):
    field = digits or b"%011o\0" % size
    raw = bytearray(name.encode().ljust(100, b"\0") + b"0000644\0" * 3 + field + b"0" * 12 + b" " * 8 + kind)
    raw += bytes(100) + b"ustar\x0000" + bytes(247)
    raw[148:156] = b"%06o\0 " % sum(raw)
    return bytes(raw[:512])


@pytest.mark.parametrize(
    "blocks",
    [
        header("x.bin", digits=b"\x80\0\0\0\x10\0\0\0\0\0\0\0"),
        header("x.bin", digits=b"77777777777\0"),
        header("x", 200_000, b"x") + b"9" * 200_192,
        header("x", 1_000_000, b"g") + bytes(1_000_448),
        header("x", 2_000_000, b"L") + b"a/" * 1_000_192,
        b"\1" * 512,
        header("q.py", 2000) + b"cut",
    ],
    ids=["a length of 80 bits", "8 GB", "pax of digits", "a large pax", "a long name", "no tar", "cut short"],
)
def test_what_a_tar_claims_is_not_believed(tmp_path, blocks):
    path = tmp_path / "alice.tar.gz"
    path.write_bytes(gzip.compress(blocks + bytes(1024)))
    assert read_submission(str(path)).unread


def test_long_names_in_a_tar_are_read_whoever_wrote_it(tmp_path):
    folder = "a long name of a folder " * 5
    for format in (tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT):
        path = tmp_path / "alice.tar.gz"
        with tarfile.open(path, "w:gz", format=format) as archive:
            for name, content in FILES.items():
                info = tarfile.TarInfo(
                    f"{folder}ü/{name}" if format != tarfile.USTAR_FORMAT else f"{folder}/{name}"
                )
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
        assert read_submission(str(path)).sources == {"q.py": CODE.decode()}


def test_names_deeper_than_any_folder_are_refused(tmp_path):
    assert (
        "longer than"
        in read_submission(zipped(tmp_path / "alice.zip", [("a/" * 5000 + "q.py", CODE)])).unread
    )


def test_slashes_of_another_system_are_slashes(tmp_path):
    path = zipped(tmp_path / "alice.zip", [])
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in FILES.items():
            member = zipfile.ZipInfo("q.py")
            member.filename = f"alice\\{name}"
            archive.writestr(member, content)
    assert refused_nothing(read_submission(path))


def refused_nothing(submission):
    return (submission.sources, submission.answers, submission.remarks) == (
        {"q.py": CODE.decode()},
        ANSWERS.decode(),
        (),
    )


def test_of_too_many_files_the_answers_are_read_and_the_others_said_to_be_left(folder):
    for number in range(205):
        (folder / f"a{number:03}.py").write_text("x = 1")
    submission = read_submission(str(folder))
    assert submission.answers == ANSWERS.decode()
    assert submission.refusal("q.py") == "the submission holds more than 200 files"


def test_a_tar_is_not_unpacked_further_than_a_submission_reaches(tmp_path):
    path = tarred(tmp_path / "alice.tar.gz", [("video.bin", bytes(60_000_000)), *FILES.items()])
    assert "unpacks to more than 50 MB" in read_submission(path).unread


def test_encrypted_and_oddly_compressed_files_are_refused(tmp_path):
    path = zipped(tmp_path / "alice.zip", [*FILES.items(), ("r.py", b"x = 1")])
    raw = bytearray((tmp_path / "alice.zip").read_bytes())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.rindex(signature)
        raw[at + flags] |= 1
    (tmp_path / "alice.zip").write_bytes(raw)
    assert "encrypted" in refused(read_submission(path), "r.py")
    for name, method in (("bzip.py", zipfile.ZIP_BZIP2), ("lzma.py", zipfile.ZIP_LZMA)):
        with zipfile.ZipFile(path, "w") as odd:
            for file, content in FILES.items():
                odd.writestr(file, content)
            odd.writestr(name, b"x = 1", compress_type=method)
        assert "unusual" in refused(read_submission(path), name)


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize(
    "content", [b"", b"not an archive", b"PK\x05\x06" + bytes(18) + b"x", b"\x1f\x8b\x08" + bytes(20)]
)
def test_what_is_no_archive_waits_for_a_person(tmp_path, ending, content):
    path = tmp_path / f"alice.{ending}"
    path.write_bytes(content)
    submission = read_submission(str(path))
    assert submission.sources == {}
    assert submission.unread or submission.remarks
    assert all(remark.isprintable() for remark in submission.remarks)


def test_every_cut_of_an_archive_is_read_or_refused(tmp_path):
    for ending, writer in (("zip", zipped), ("tgz", tarred)):
        path = tmp_path / f"alice.{ending}"
        writer(path, list(FILES.items()))
        raw = path.read_bytes()
        for length in range(0, len(raw), 7):
            path.write_bytes(raw[:length])
            assert read_submission(str(path)).name == "alice"


def test_a_lying_length_in_a_zip_is_no_bomb(tmp_path):
    path = tmp_path / "alice.zip"
    zipped(path, [("r.py", b"x = 1")])
    raw = bytearray(path.read_bytes())
    at = raw.rindex(b"PK\x01\x02")
    raw[at + 24 : at + 28] = struct.pack("<I", 2**31)
    path.write_bytes(raw)
    assert read_submission(str(path)).name == "alice"


def test_an_archive_that_is_a_link_or_a_pipe_is_not_opened(tmp_path, folder):
    real = zipped(tmp_path / "alice.zip", FILES.items())
    (tmp_path / "mallory.zip").symlink_to(real)
    os.mkfifo(tmp_path / "pipe.zip")
    os.link(real, tmp_path / "hard.zip")
    for name in ("mallory.zip", "pipe.zip", "hard.zip"):
        assert "no plain file" in read_submission(str(tmp_path / name)).unread


def test_a_file_is_no_submission(tmp_path):
    (tmp_path / "alice.txt").touch()
    for name, why in (
        ("alice.txt", "Not a directory"),
        ("bob", "No such file or directory"),
        ("b.zip", "No such file"),
    ):
        assert why in read_submission(str(tmp_path / name)).unread


def test_a_source_that_takes_much_memory_to_parse_is_refused(folder):
    from grader.grading.patience import patience
    from grader.source import BrokenSource, parse_source

    with patience():
        assert isinstance(parse_source("def g(): import a" + ".a" * 40_000, "q.py"), BrokenSource)
