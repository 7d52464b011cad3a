"""Seal and open: AES-256-CBC with PKCS#7 and a synthetic IV, as two base64 texts joined by ``;`` (schema, section 12).

The IV is a keyed digest of the plain text: like content has like bytes, and whoever opens it sees whether it was changed.
Both keys that are used are derived from the one that is given. Pure.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import re
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.hazmat.primitives import hashes, padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
BLOCK = 16
READABLE = 0.6  # share of ASCII text from which a value was sealed with this key and changed later; another key leaves about 0.37
JUDGED = 4 * BLOCK  # bytes below which that share says nothing


class SealError(ValueError):
    """Why a sealed value can't be opened; never tells anything of the key."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key as two derived ones; no log and no repr shows it."""

    cipher: bytes = field(repr=False)
    digest: bytes = field(repr=False)


def derive(secret: bytes) -> Key:
    """The two keys of a 32-byte secret."""
    if len(secret) != KEY_BYTES:
        raise SealError(f"a key has {KEY_BYTES} bytes, this one {len(secret)}")

    def part(purpose: bytes) -> bytes:
        return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"newsmatter secured 1 " + purpose).derive(secret)

    return Key(part(b"cipher"), part(b"digest"))


def parse(text: str) -> Key:
    """A key as ``scrapy keygen`` writes it: 32 bytes in base64, or in 64 hexadecimal digits."""
    text = text.strip()
    try:
        secret = bytes.fromhex(text) if re.fullmatch(r"[0-9A-Fa-f]{64}", text) else base64.b64decode(text, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        secret = b""
    if len(secret) != KEY_BYTES:
        raise SealError("the key isn't 32 bytes in base64 or hexadecimal digits: make one with `scrapy keygen`")
    return derive(secret)


def seal(plain: bytes, key: Key) -> str:
    """The sealed text; the same for the same plain text and key."""
    iv = _iv(plain, key)
    padder = padding.PKCS7(8 * BLOCK).padder()
    encryptor = Cipher(algorithms.AES256(key.cipher), modes.CBC(iv)).encryptor()
    sealed = encryptor.update(padder.update(plain) + padder.finalize()) + encryptor.finalize()
    return f"{base64.b64encode(sealed).decode()};{base64.b64encode(iv).decode()}"


def unseal(text: str, key: Key) -> bytes:
    """The plain text of a sealed one.

    :raises SealError: it has another form, was changed, or was sealed with another key.
    """
    sealed, iv = _parts(text)
    decryptor = Cipher(algorithms.AES256(key.cipher), modes.CBC(iv)).decryptor()
    padded = decryptor.update(sealed) + decryptor.finalize()
    unpadder = padding.PKCS7(8 * BLOCK).unpadder()
    try:
        plain = unpadder.update(padded) + unpadder.finalize()
    except ValueError:
        plain = None
    if plain is not None and hmac.compare_digest(iv, _iv(plain, key)):
        return plain
    if len(padded) >= JUDGED:
        if sum(byte in b"\t\n\r" or 32 <= byte < 127 for byte in padded) >= READABLE * len(padded):
            raise SealError("it was changed after it was sealed")
        raise SealError("it was sealed with another key")
    raise SealError("it was changed, or sealed with another key")


def _iv(plain: bytes, key: Key) -> bytes:
    return hmac.new(key.digest, plain, sha256).digest()[:BLOCK]


def _parts(text: str) -> tuple[bytes, bytes]:
    """Ciphertext and IV; only the one spelling that base64 has for them."""
    first, mark, second = text.partition(";")
    try:
        sealed, iv = base64.b64decode(first, validate=True), base64.b64decode(second, validate=True)
    except (binascii.Error, ValueError):
        raise SealError("it isn't two base64 texts joined by `;`") from None
    if not mark or not sealed or len(sealed) % BLOCK or len(iv) != BLOCK:
        raise SealError("it isn't a ciphertext in blocks of 16 bytes and an initialisation vector of 16 bytes")
    if base64.b64encode(sealed).decode() != first or base64.b64encode(iv).decode() != second:
        raise SealError("it was changed after it was sealed")
    return sealed, iv
