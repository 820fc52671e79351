"""How a signature is made and written, rightly and wrongly, whatever it is of."""

import base64
import hashlib

from signer import b64, hmac_sha512, public_pem, rsa, rsa_bare, rsa_pss, sha_of


def badly_written(good):
    """(comment, text) of signatures that hold the right bytes, or nearly, in a form that must not be taken."""
    text = b64(good)
    stray = text.rstrip("=")
    stray = stray[:-1] + chr(ord(stray[-1]) + 1) + "=" * (len(text) - len(stray))
    flipped = bytes([good[0] ^ 1]) + good[1:]
    assert "+" in text or "/" in text, "Choose another text: this one is the same in both alphabets."
    return [
        ("empty", ""),
        ("padding left out", text.rstrip("=")),
        ("padding doubled", text + "="),
        ("URL alphabet", base64.urlsafe_b64encode(good).decode()),
        ("bits set that do not count", stray),
        ("a space before it", " " + text),
        ("a space after it", text + " "),
        ("a line feed in the middle", text[:40] + "\n" + text[40:]),
        ("no base64 at all", "*" * len(text)),
        ("a letter beyond ASCII", "\u00e9" + text[1:]),
        ("cut by a byte", b64(good[:-1])),
        ("cut to half", b64(good[:len(good) // 2])),
        ("a byte too many", b64(good + b"\x00")),
        ("a zero byte before it", b64(b"\x00" + good)),
        ("base64 of base64", b64(text.encode())),
        ("base64 of the hex digits", b64(good.hex().encode())),
        ("one bit of the first byte flipped", b64(flipped)),
        ("one bit of the last byte flipped", b64(good[:-1] + bytes([good[-1] ^ 0x80]))),
        ("all zeros", b64(bytes(len(good)))),
        ("in quotation marks", '"' + text + '"'),
    ]


def hex_cases(good):
    text = good.hex()
    return [
        ("base64", b64(good), True),
        ("lower-case hex", text, True),
        ("upper-case hex", text.upper(), True),
        ("mixed hex", text[:20].upper() + text[20:], True),
        ("hex with a digit too few", text[:-1], False),
        ("hex with a byte too few", text[:-2], False),
        ("hex with a byte too many", text + "00", False),
        ("hex with 0x before it", "0x" + text, False),
        ("hex with colons", ":".join(text[i:i + 2] for i in range(0, len(text), 2)), False),
        ("hex with a letter that is no digit", "g" + text[1:], False),
        ("hex of another signature", bytes(byte ^ 1 for byte in good).hex(), False),
    ]


def rsa_flaws(text, good, make):
    """Cases that are wrong for any string to sign; make(comment, signature, flags)."""
    return [
        make("key of another client", rsa("other-client", text), ["OtherKey"]),
        make("RSA-PSS", rsa_pss("client", text), ["OtherAlgorithm"]),
        make("SHA-1", rsa("client", text, "sha1"), ["OtherAlgorithm"]),
        make("SHA-384", rsa("client", text, "sha384"), ["OtherAlgorithm"]),
        make("SHA-512", rsa("client", text, "sha512"), ["OtherAlgorithm"]),
        make("bare hash", rsa_bare("client", hashlib.sha256(text.encode()).digest()), ["OtherAlgorithm"]),
        make("hash signed as if it were the text", rsa("client", sha_of(text.encode())), ["OtherAlgorithm"]),
        make("HMAC, public key as secret", hmac_sha512(public_pem("client").encode(), text), ["OtherAlgorithm"]),
        make("hex where only base64 is taken", good.hex(), ["Encoding"]),
        *[make(comment, signature, ["Encoding"]) for comment, signature in badly_written(good)],
    ]
