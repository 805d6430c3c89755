"""Time-stamp tokens made by another program (OpenSSL) with an authority of the test's own: attached, checked, changed."""

from __future__ import annotations

import shutil
import sqlite3
import ssl
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.errors import CheckError, RequestError
from sayso.ledger import View, Writer
from sayso.model import Document, Extraction, Item
from sayso.pipeline.export import export
from sayso.pipeline.judge import judge
from sayso.pipeline.timestamps import attach, certificates, check, request
from sayso.pipeline.verify import verify
from sayso.pipeline.verify_crate import verify_crate
from tests.cli.conftest import Ran, run  # noqa: F401 - fixture
from tests.ledger.conftest import document, item, rows  # noqa: F401 - fixtures

pytest.importorskip("rfc3161_client", reason="the extra `timestamps` is not installed")
if shutil.which("openssl") is None:
    pytest.skip("no openssl found: no tokens to check", allow_module_level=True)

SETTINGS = """
[tsa]
default_tsa = own
[own]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
certs = {folder}/ca.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
"""


def openssl(*arguments: str | Path) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


class Authority:
    """A certificate authority and a time-stamp authority under it, in a folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder, self.ca = folder, folder / "ca.pem"
        (folder / "serial").write_text("01\n")
        (folder / "settings").write_text(SETTINGS.format(folder=folder))
        (folder / "usage").write_text("extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n")
        key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc", "-batch")
        openssl("req", "-x509", *key, "-keyout", folder / "ca.key", "-out", self.ca, "-days", "30",
                "-subj", "/CN=Root of the test", "-addext", "keyUsage=critical,keyCertSign")  # fmt: skip
        openssl(
            "req", *key, "-keyout", folder / "tsa.key", "-out", folder / "tsa.csr", "-subj", "/CN=Clock of the test"
        )
        openssl("x509", "-req", "-in", folder / "tsa.csr", "-CA", self.ca, "-CAkey", folder / "ca.key", "-days", "30",
                "-set_serial", "7", "-extfile", folder / "usage", "-out", folder / "tsa.pem")  # fmt: skip

    def answer(self, asked: Path, to: Path) -> Path:
        openssl("ts", "-reply", "-config", self.folder / "settings", "-section", "own", "-queryfile", asked, "-out", to)
        return to


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority") / "own")


@pytest.fixture
def case(tmp_path: Path, item: Item, document: Document, rows: Extraction) -> Path:  # noqa: F811
    path = tmp_path / "case.sayso"
    with Writer(path) as writer, writer.transaction():
        writer.add_item("/src", item)
        writer.put_document(document, rows, "full abc")
    return path


@pytest.fixture
def token(case: Path, authority: Authority, tmp_path: Path) -> Path:
    (tmp_path / "head.tsq").write_bytes(request(case)[1])
    return authority.answer(tmp_path / "head.tsq", tmp_path / "head.tsr")


def test_the_request_is_the_same_for_the_same_log_and_another_program_reads_it(case: Path, tmp_path: Path) -> None:
    entry, asked = request(case)
    assert request(case) == (entry, asked)
    (tmp_path / "head.tsq").write_bytes(asked)
    told = subprocess.run(
        ["openssl", "ts", "-query", "-in", tmp_path / "head.tsq", "-text"], check=True, capture_output=True, text=True
    ).stdout
    dump = "".join(
        "".join(line.partition(" - ")[2][:47].replace("-", " ").split()) for line in told.splitlines() if " - " in line
    )
    assert "sha256" in told and entry.hash == dump


def test_a_token_is_attached_and_holds_as_the_log_grows(case: Path, token: Path, authority: Authority) -> None:
    with View(case) as view:
        head = list(view.log())[-1]
    stamp = attach(case, token, "ann", authority.ca)
    assert (stamp.entry, stamp.entry_hash, stamp.checked) == (head.n, head.hash, True)
    assert stamp.authority == "CN=Clock of the test" and stamp.time.endswith("Z")
    with View(case) as view:
        judge(case, "note", [next(view.documents()).id], {"note": "later"}, "ben")
        steps = [e.action for e in view.log()]
    assert steps[-3:] == ["timestamp", "judge", "compare"]
    result = verify(case, authority.ca)
    assert result.faults == () and result.stamps == (stamp,)
    assert not verify(case).stamps[0].checked and verify(case).faults == ()
    before = len(steps)
    attach(case, token, "ann")
    with View(case) as view:
        assert len(list(view.log())) == before


def test_another_authority_of_the_same_name_is_refused(case: Path, token: Path, tmp_path: Path) -> None:
    other = Authority(tmp_path / "other")
    with pytest.raises(CheckError) as refused:
        attach(case, token, None, other.ca)
    assert refused.value.code == "token-mismatch"
    attach(case, token)
    assert [f.code for f in verify(case, other.ca).faults] == ["token-mismatch"]


def test_a_token_on_something_else_and_no_token_at_all(case: Path, authority: Authority, tmp_path: Path) -> None:
    openssl("ts", "-query", "-data", authority.ca, "-sha256", "-cert", "-out", tmp_path / "other.tsq")
    elsewhere = authority.answer(tmp_path / "other.tsq", tmp_path / "other.tsr")
    (tmp_path / "rejected.tsq").write_bytes(b"0\x00")
    authority.answer(tmp_path / "rejected.tsq", tmp_path / "rejected.tsr")
    (tmp_path / "empty.tsr").write_bytes(b"")
    (tmp_path / "large.tsr").write_bytes(b"0" * 300_000)
    for path in (elsewhere, *(tmp_path / f"{n}.tsr" for n in ("rejected", "empty", "large", "absent"))):
        with pytest.raises(RequestError) as refused:
            attach(case, path)
        assert refused.value.code == "bad-token", path.name
    with pytest.raises(RequestError):
        verify(case, tmp_path / "empty.tsr")


def test_a_changed_token_is_refused_or_says_the_same(case: Path, token: Path, authority: Authority) -> None:
    whole, trusted = token.read_bytes(), certificates(authority.ca)
    with View(case) as view:
        log = list(view.log())
    told = check(whole, log, trusted)
    root = ssl.PEM_cert_to_DER_cert(authority.ca.read_text())
    refused = []
    for at in range(0, len(whole), 3):
        try:
            found = check(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :], log, trusted)
        except (RequestError, CheckError):
            refused.append(at)
            continue
        assert replace(found, token=told.token) == told, at
    # it brings a copy of the root along, which nobody reads: the root is the one that is trusted here
    inside = sum(whole.index(root) <= at < whole.index(root) + len(root) for at in range(0, len(whole), 3))
    assert len(refused) > 0.95 * (len(whole) / 3 - inside)


def test_a_dropped_or_exchanged_token_and_a_changed_log_are_found(
    case: Path, token: Path, authority: Authority
) -> None:
    stamp = attach(case, token)

    def faults(change: str, *values: object) -> set[str]:
        copy = Path(shutil.copy(case, case.with_name("copy.sayso")))
        db = sqlite3.connect(copy)
        db.execute(change, values)
        db.commit()
        db.close()
        return {f.code for f in verify(copy, authority.ca).faults}

    assert faults("DELETE FROM items WHERE sha256 = ?", stamp.token) == {"token-mismatch"}
    assert "token-mismatch" in faults("UPDATE items SET packed = x'789c030000000001' WHERE sha256 = ?", stamp.token)
    assert "token-mismatch" in faults("DELETE FROM log WHERE action = 'timestamp'")
    assert "broken-chain" in faults("UPDATE log SET who = 'eve' WHERE n = 1")


def test_tokens_go_into_a_crate_and_not_behind_a_mask(
    case: Path, token: Path, authority: Authority, tmp_path: Path
) -> None:
    stamp = attach(case, token)
    export(case, "ro-crate", tmp_path / "crate")
    result = verify_crate(tmp_path / "crate", authority.ca)
    assert result.faults == () and result.stamps[0].checked and result.stamps[0].token == stamp.token
    next((tmp_path / "crate" / "data" / "tokens").iterdir()).unlink()
    assert "token-mismatch" in {f.code for f in verify_crate(tmp_path / "crate").faults}
    export(case, "ro-crate", tmp_path / "masked", "everyone")
    assert not (tmp_path / "masked" / "data" / "tokens").exists()
    assert verify_crate(tmp_path / "masked").stamps == ()


def test_on_the_command_line(
    run: Callable[..., Ran], case: Path, authority: Authority, tmp_path: Path  # noqa: F811
) -> None:  # fmt: skip
    asked = tmp_path / "head.tsq"
    assert "log entry 2" in run("custody", case, "--request", asked).out
    answered = authority.answer(asked, tmp_path / "head.tsr")
    assert "signature was not checked" in run("custody", case, "--attach", answered).out
    shown = run("verify", case, "--authorities", authority.ca)
    assert shown.status == 0 and "its signature holds" in shown.out
    assert "timestamp" in run("custody", case).out
    assert run("custody", case, "--attach", authority.ca).status == 1
