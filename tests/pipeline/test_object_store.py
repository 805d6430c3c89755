"""Sources and shards in an object store, asked over its own protocol from a server on this machine.

Needs ``s3fs`` and ``moto`` with its server, which the test group leaves out for their size:
``pip install s3fs 'moto[s3]' flask flask-cors``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.errors import RequestError
from sayso.examples import META, REPORTS
from sayso.pipeline import BuildOptions, build
from sayso.pipeline.cluster import Cluster
from sayso.pipeline.export import export
from sayso.pipeline.shards import Shards
from sayso.plugins import ReadOptions
from sayso.readers import load_meta

WHY = "pip install s3fs 'moto[s3]' flask flask-cors"
s3fs = pytest.importorskip("s3fs", reason=WHY)
moto = pytest.importorskip("moto.server", reason=WHY)
READ = ReadOptions(meta=load_meta(META))


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a bucket that holds the example's reports; nothing leaves this machine."""
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}", "AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": "nothing",
        "AWS_DEFAULT_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    s3fs.S3FileSystem.clear_instance_cache()
    system = s3fs.S3FileSystem()
    name = f"pile-{port}"  # buckets outlive their server in this process
    system.mkdir(name)
    system.put(str(REPORTS), f"{name}/reports", recursive=True)
    yield f"s3://{name}"
    s3fs.S3FileSystem.clear_instance_cache()
    server.stop()


def exported(case: Path) -> bytes:
    path = case.with_suffix(".jsonl")
    export(case, "jsonl", path)
    return path.read_bytes()


def test_reports_in_a_bucket_give_the_ledger_of_a_folder(tmp_path: Path, bucket: str) -> None:
    build([REPORTS], tmp_path / "here.sayso", BuildOptions(READ, "fast", 1))
    case = tmp_path / "there.sayso"
    summary = build([f"{bucket}/reports"], case, BuildOptions(READ, "fast", 1))
    assert (summary.documents, summary.problems) == (21, [])
    assert exported(case) == exported(tmp_path / "here.sayso")
    assert build([f"{bucket}/reports"], case, BuildOptions(READ, "fast", 1)).skipped == 21
    for wrong in (f"{bucket}/nothing", "s3://no-such-bucket/reports"):
        with pytest.raises(RequestError, match="nothing-found"):
            build([wrong], tmp_path / "none.sayso", BuildOptions(READ, "fast", 1))


def test_shards_in_a_bucket_are_as_those_in_a_folder(tmp_path: Path, bucket: str) -> None:
    shards = Shards(f"{bucket}/shards")
    assert shards.read("a") is None
    shards.write("a", b"rows")
    assert shards.has("a") and shards.read("a") == b"rows"
    shards.remove("a")
    assert not shards.has("a")
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    build([REPORTS], tmp_path / "here.sayso", BuildOptions(READ, "fast", 1))
    case = tmp_path / "cluster.sayso"
    cluster = Cluster("local:1", f"{bucket}/shards", back=60)
    build([f"{bucket}/reports"], case, BuildOptions(READ, "fast", 1, cluster))
    assert exported(case) == exported(tmp_path / "here.sayso")
    assert not s3fs.S3FileSystem().find(f"{bucket}/shards"), "each shard goes when its rows are in the ledger"
