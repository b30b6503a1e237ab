import sys
import tomllib

import pytest

HASH = "--hash=sha256:" + "0" * 64


@pytest.fixture(scope="module")
def audit(root):
    sys.path.insert(0, str(root))
    from scripts import audit_locks  # noqa: PLC0415  # the path to it is set above

    return audit_locks


@pytest.fixture(scope="module")
def known(root):
    return tomllib.loads((root / "scripts" / "advisories.toml").read_text("utf-8"))


def lock(*entries):
    return "# made by hand\n" + "\n".join(f"{one} \\\n    {HASH}" for one in entries) + "\n"


def test_the_locks_of_this_project_pass(audit, capsys):
    assert audit.main() == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a==1.0\n", "no hash for a==1.0"),
        (f"a>=1.0 {HASH}\n", "without a version: a>=1.0"),
        (f"a @ https://example.org/a.whl {HASH}\n", "names a place to fetch from"),
        (f"--extra-index-url http://example.org\na==1.0 {HASH}\n", "names a place to fetch from"),
        (f"-e .\na==1.0 {HASH}\n", "names a place to fetch from"),
        ("a==1.0 --hash=md5:0123\n", "no hash for a==1.0"),
        (lock("a==2.0"), "has a 2.0, a smaller lock has 1.0"),
        (lock("b==1.0"), "has a None, a smaller lock has 1.0"),
    ],
)
def test_a_lock_that_is_open_or_differs_is_told(audit, text, told):
    faults = list(audit.lock_faults({"run": lock("a==1.0"), "dev": text}))
    assert any(told in fault for fault in faults), faults


def test_two_good_locks_have_no_fault(audit):
    assert (
        list(audit.lock_faults({"run": lock("a==1.0"), "dev": lock("a==1.0", "b[c]==2.0 ; sys_platform == 'x'")})) == []
    )


@pytest.mark.parametrize(
    ("package", "version", "is_bad"),
    [
        ("weasyprint", "69.0", True),
        ("weasyprint", "68.1", True),
        ("weasyprint", "70.0", False),
        ("weasyprint", "70", False),
        ("weasyprint", "70.0.1", False),
        ("pillow", "12.3.0", True),
        ("pillow", "13.0.0", False),
        ("jinja2", "3.1.5", True),
        ("jinja2", "3.1.10", False),
        ("fonttools", "4.60.1", True),
        ("fonttools", "4.60.2", False),
        ("dask", "2025.12.0", False),
        ("nothing-known", "0.1", False),
    ],
)
def test_a_version_that_an_advisory_names_is_told(audit, known, package, version, is_bad):
    faults = list(audit.advisory_faults({package: version}, {**known, "accepted": []}))
    assert bool(faults) is is_bad


def test_an_accepted_version_passes_and_the_acceptance_ends_with_it(audit, known):
    pins = {"certifi": "2026.10.18", "dask": "2026.8.0"}
    assert list(audit.advisory_faults(pins, known)) == []
    (over,) = audit.advisory_faults({**pins, "certifi": "2026.10.23"}, known)
    assert "no longer applies" in over


def test_every_advisory_has_an_id_and_a_source_and_every_acceptance_a_reason(known):
    assert all(one["id"] and one["source"] and one["what"] and one["fixed"] for one in known["advisory"])
    ids = {one["id"] for one in known["advisory"]}
    assert all(one["id"] in ids and len(one["reason"]) > 20 for one in known["accepted"])


def test_a_licence_outside_the_list_is_told(audit, known, monkeypatch):
    said = {
        "good": "MIT",
        "both": "Apache-2.0 AND MIT",
        "bad": "AGPL-3.0-only",
        "one": "MIT OR GPL-3.0-only",
        "none": "",
    }
    monkeypatch.setattr(audit, "licence_of", said.get)
    told = list(audit.licence_faults(lock(*(f"{name}==1.0" for name in [*said, "elsewhere"])), known))
    assert [fault.partition(" ")[0] for fault in told] == ["bad", "one", "none"]
