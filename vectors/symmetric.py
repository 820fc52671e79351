"""X-SIGNATURE with an access token: HMAC-SHA512."""

import hashlib
import hmac

from bodies import PUBLISHED
from cases import SECRET, group, readable
from services import USUAL, body_cases, other_text_cases, request_cases, service_case, text_of
from signatures import badly_written, hex_cases
from signer import b64, rsa

SECRETS = [
    ("one byte", b"s"),
    ("128 bytes, a block", b"k" * 128),
    ("129 bytes, more than a block", b"k" * 129),
    ("beyond ASCII", "rahasia-\u00e9\U0001f511".encode()),
    ("no text", bytes(range(256))),
]


def groups():
    def sign(text, secret=SECRET, name=hashlib.sha512):
        return hmac.new(secret, text.encode(), name).digest()

    text = text_of(USUAL, True)
    good = sign(text)
    key = {"secret": b64(SECRET), "secretText": SECRET.decode()}
    published = {
        "method": "POST", "target": "/v1.0/qr/qr-mpm-generate", "token": "myaccesstoken",
        "body": PUBLISHED, "timestamp": "2024-03-05T10:37:16.196Z"}
    known = "wmzT7yjg1SxxCsxNsFgCR9SYXiZGGbceF6fV8xe97sAMHxZ+7OEBMIBmvb6Sj6GcksGp3iv77DiomgSbcST3XQ=="

    def usual(comment, signature, flags, valid=False):
        return service_case(comment, USUAL, signature, flags, valid, True)

    yield group("A published sample.", [service_case("as printed", published, known, ["Published"], True, True)],
                secret=b64(b"myclientsecret"), secretText="myclientsecret", encoding="base64")
    yield group("Parts of the request other than the body.", request_cases(sign, True), encoding="base64", **key)
    yield group("Bodies.", body_cases(sign, True), encoding="base64", **key)
    yield group("Signed over another string.", other_text_cases(sign, True), encoding="base64", **key)
    yield group("Signed in another way.", [
        usual("secret of another client", sign(text, b"other-client-secret"), ["OtherKey"]),
        usual("empty secret", sign(text, b""), ["OtherKey"]),
        usual("secret in base64", sign(text, b64(SECRET).encode()), ["OtherKey"]),
        usual("HMAC-SHA256", sign(text, name=hashlib.sha256), ["OtherAlgorithm"]),
        usual("HMAC-SHA384", sign(text, name=hashlib.sha384), ["OtherAlgorithm"]),
        usual("HMAC-SHA3-512", sign(text, name=hashlib.sha3_512), ["OtherAlgorithm"]),
        usual("SHA-512 of secret and string", hashlib.sha512(SECRET + text.encode()).digest(), ["OtherAlgorithm"]),
        usual("secret and string exchanged", sign(SECRET.decode(), text.encode()), ["OtherAlgorithm"]),
        usual("RSA", rsa("client", text), ["OtherAlgorithm"]),
    ], encoding="base64", **key)
    yield group("Badly written signatures.", [usual(c, s, ["Encoding"]) for c, s in badly_written(good)]
                + [usual("hex where only base64 is taken", good.hex(), ["Encoding"])], encoding="base64", **key)
    yield group("Where hex is taken as well as base64.",
                [usual(c, s, ["Encoding"], valid) for c, s, valid in hex_cases(good)],
                encoding="base64OrHex", **key)
    for comment, secret in SECRETS:
        yield group("A secret of another kind: " + comment + ".",
                    [usual("a usual request", sign(text, secret), [], True)],
                    secret=b64(secret), encoding="base64", **readable("secret", secret))
