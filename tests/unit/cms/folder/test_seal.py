"""What is sealed opens with its passphrase, in its own place, and not otherwise."""

import base64

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from editor.cms.folder.seal import Seal, WrongPassphrase

SALT = bytes(range(16))


@pytest.fixture(scope="module")
def seal() -> Seal:
    return Seal("kelp moor", SALT)


def test_it_opens_again(seal: Seal) -> None:
    assert seal.open(seal.close(b"words", "here"), "here") == b"words"


def test_the_same_words_are_never_sealed_the_same_way(seal: Seal) -> None:
    assert seal.close(b"words", "here") != seal.close(b"words", "here")


def test_it_opens_in_no_other_place_and_with_nothing_changed(seal: Seal) -> None:
    blob = seal.close(b"words", "here")
    with pytest.raises(WrongPassphrase):
        seal.open(blob, "there")
    for changed in (blob[:-1], blob[:5], b"", bytes([blob[0] ^ 1]) + blob[1:], blob + b"x"):
        with pytest.raises(WrongPassphrase):
            seal.open(changed, "here")


def test_it_is_plain_aes_gcm_with_the_promised_key(seal: Seal) -> None:
    kdf = PBKDF2HMAC(algorithm=SHA256(), length=32, salt=SALT, iterations=600_000)
    blob = seal.close(b"words", "here")
    assert AESGCM(kdf.derive(b"kelp moor")).decrypt(blob[:12], blob[12:], b"here") == b"words"


def test_a_passphrase_fits_however_it_was_typed(seal: Seal) -> None:
    value = seal.check_value()
    assert seal.fits(value)
    assert Seal("  kelp\u00a0moor\n".replace("\u00a0", " "), SALT).fits(value)
    assert Seal("ｋｅｌｐ moor", SALT).fits(value)
    assert not Seal("Kelp moor", SALT).fits(value)


def test_each_fresh_seal_has_a_salt_of_its_own() -> None:
    one, other = Seal.fresh("kelp moor"), Seal.fresh("kelp moor")
    assert one.salt != other.salt
    assert not one.fits(other.check_value())


def test_a_broken_check_value_fits_nobody(seal: Seal) -> None:
    assert not seal.fits("")
    assert not seal.fits("nonsense")
    assert not seal.fits(base64.b64encode(b"short").decode())
