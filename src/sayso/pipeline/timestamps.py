"""Time-stamp tokens (RFC 3161) on the custody log: asked for, attached and checked without the network.

What is stamped is one entry of the log: its hash is the SHA-256 of its fields and of the hash before it, so a token on
it says that the whole log up to there stood when the token was made. The request is a file that a person sends to an
authority of their choice; sayso itself sends nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from sayso.errors import CheckError, RequestError
from sayso.ledger import View, Writer
from sayso.ledger.log import TOKEN_ACTION as ACTION
from sayso.ledger.log import LogEntry, entry_bytes
from sayso.model import sha256

SHA256_OID = "2.16.840.1.101.3.4.2.1"
MOST = 256 * 1024  # bytes of a token; those of public authorities have 2 to 8 thousand


@dataclass(frozen=True, slots=True)
class Stamp:
    """A token: the log entry that it is on, when it was made, by whom.

    ``checked``: whether the signature and its chain of certificates were checked against a file of authorities.
    """

    token: str  # SHA-256 of the token's bytes
    entry: int
    entry_hash: str
    time: str  # ISO 8601, UTC
    authority: str
    checked: bool


def stamps(
    log: Sequence[LogEntry], tokens: Mapping[str, bytes], authorities: Sequence[Any]
) -> Iterator[Stamp | tuple[str, str]]:
    """Every token that the log names, as what it says or as (its SHA-256, what is wrong with it); and strangers."""
    named = [e.subject for e in log if e.action == ACTION]
    for name in named:
        if name not in tokens:
            yield name, "the log names this token, and it is not here"
            continue
        try:
            yield check(tokens[name], log, authorities)
        except (RequestError, CheckError) as error:
            yield name, error.detail
    for name in sorted(set(tokens) - set(named)):
        yield name, "the log does not name this token"


def installed() -> bool:
    """Whether tokens can be read here."""
    try:
        _library()
    except RequestError:
        return False
    return True


def request(case: Path) -> tuple[LogEntry, bytes]:
    """The last entry of the log and a request (``.tsq``, DER) for a token on it; the same log, the same bytes.

    Raises :class:`RequestError`: ``missing-extra``, ``nothing-found`` for an empty log, and as ``View`` does.
    """
    library = _library()
    with View(case) as view:
        last = None
        for last in view.log():  # noqa: B007 - the last one is wanted
            pass
    if last is None:
        raise RequestError("nothing-found", str(case), "the custody log is empty")
    made = library.TimestampRequestBuilder(entry_bytes(last), library.HashAlgorithm.SHA256, nonce=False).build()
    return last, bytes(made.as_bytes())


def attach(case: Path, token: Path, who: str | None = None, authorities: Path | None = None) -> Stamp:
    """Keep a token (``.tsr``) with the case, and say so in the log; the same one twice changes nothing.

    Raises :class:`RequestError`: ``bad-token`` (no token, or not on an entry of this log), ``missing-extra``, and as
    ``View`` and ``Writer`` do; :class:`CheckError` ``token-mismatch`` where ``authorities`` are given and its signature
    does not hold.
    """
    try:
        data = token.read_bytes() if token.stat().st_size <= MOST else b""
    except OSError as error:
        raise RequestError("bad-token", str(token), error.strerror or "") from error
    with View(case) as view:
        stamp = check(data, view.log(), certificates(authorities))
        known = view.db.execute("SELECT 1 FROM items WHERE sha256 = ?", (stamp.token,)).fetchone()
    if not known:
        with Writer(case) as writer, writer.transaction():
            writer.add_token(data, {"entry": stamp.entry, "hash": stamp.entry_hash, "time": stamp.time}, who)
    return stamp


def check(data: bytes, log: Iterable[LogEntry], authorities: Sequence[Any] = ()) -> Stamp:
    """What a token says of a log. Raises as :func:`attach` does."""
    library = _library()
    name = sha256(data)
    try:
        answer = library.decode_timestamp_response(data)
        info, status = answer.tst_info, int(answer.status)
        imprint, algorithm = bytes(info.message_imprint.message), info.message_imprint.hash_algorithm.dotted_string
        time = info.gen_time.strftime("%Y-%m-%dT%H:%M:%SZ")
        authority = _authority(answer)
    except _unreadable() as error:
        raise RequestError("bad-token", name, str(error)) from error
    if status != 0:
        raise RequestError("bad-token", name, f"the authority did not grant it (status {status})")
    entry = next((e for e in log if e.hash == imprint.hex()), None)
    if entry is None or algorithm != SHA256_OID or sha256(entry_bytes(entry)) != entry.hash:
        raise RequestError("bad-token", name, "it is on no entry of this custody log")
    if authorities:
        verifier = library.VerifierBuilder(roots=list(authorities)).build()
        try:
            verifier.verify(answer, imprint)
        except (library.VerificationError, *_unreadable()) as error:
            raise CheckError("token-mismatch", name, str(error)) from error
    return Stamp(name, entry.n, entry.hash, time, authority, bool(authorities))


def certificates(path: Path | None) -> tuple[Any, ...]:
    """The certificates of a PEM file; none without a file. Raises :class:`RequestError`: ``bad-token``."""
    if path is None:
        return ()
    _library()
    try:
        found = import_module("cryptography.x509").load_pem_x509_certificates(path.read_bytes())
    except (OSError, ValueError) as error:
        raise RequestError("bad-token", str(path), f"no file of certificates: {error}") from error
    return tuple(found)


def _authority(answer: Any) -> str:
    """The subject of the certificate that signed, where the token carries it, else who issued that certificate."""
    for signer in answer.signed_data.signer_infos:
        for raw in sorted(answer.signed_data.certificates):
            held = import_module("cryptography.x509").load_der_x509_certificate(raw)
            if (held.serial_number, held.issuer) == (signer.serial_number, signer.issuer):
                return str(held.subject.rfc4514_string())
        return str(signer.issuer.rfc4514_string())
    return "unknown"


def _unreadable() -> tuple[type[Exception], ...]:
    """What reading a broken token or certificate may raise."""
    x509 = import_module("cryptography.x509")
    unsupported = import_module("cryptography.exceptions").UnsupportedAlgorithm
    return (ValueError, TypeError, KeyError, x509.InvalidVersion, x509.DuplicateExtension,
            x509.UnsupportedGeneralNameType, unsupported)  # fmt: skip


def _library() -> Any:
    try:
        return import_module("rfc3161_client")
    except ImportError as error:
        raise RequestError("missing-extra", "timestamps", "pip install 'sayso[timestamps]'") from error
