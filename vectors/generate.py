#!/usr/bin/env python3
"""Writes the vectors beside it. The same each time; needs Python 3.8 and the openssl program."""

import base64
import hashlib
import hmac
import json
import os
import re

from bodies import AWKWARD, ESCAPED, PLAIN, PRETTY, PUBLISHED, SPOILED
from signer import FOLDER, b64, digest, hmac_sha512, minify, public_pem, rsa, rsa_bare, rsa_pss
from timestamps import groups as timestamp_groups

FLAGS = {
    "Published": "The signature is printed in a large provider's public documentation.",
    "WhiteSpace": "White space outside strings, which is dropped.",
    "InString": "White space or signs inside a string, which stay.",
    "OtherSpace": "Looks like white space, and is not dropped.",
    "Escape": "Backslashes.",
    "Slash": "A slash, which some libraries escape.",
    "NonAscii": "Text beyond ASCII.",
    "NotUtf8": "Bytes that are no UTF-8.",
    "NotJson": "No JSON. Minifying and signing do not mind; a server refuses it after the signature.",
    "Number": "A number that a parser may write in another way.",
    "Order": "Keys that a parser may sort or merge.",
    "Empty": "Nothing to hash: the digest is that of the empty string.",
    "Long": "Longer than a vector register or a usual buffer.",
    "Query": "A query string, which is signed as it was written.",
    "Method": "The HTTP method.",
    "Token": "The access token.",
    "Timestamp": "The text of X-TIMESTAMP.",
    "Encoding": "How the signature is written.",
    "OtherKey": "Signed with another client's key or secret.",
    "OtherAlgorithm": "Signed with another hash, padding or scheme.",
    "OtherText": "Signed over another string.",
    "WeakKey": "A key below the standard's 2048 bits.",
    "Spoiled": "The body was parsed and written again, or too much was dropped.",
}

STAMP = "2023-06-20T13:37:23+07:00"
TOKEN = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJ0ZXN0IiwiaWF0IjoxNjg3MjQzMDM5fQ.dGVzdC1zaWduYXR1cmU"
TARGET = "/snap/v1.0/emoney/bank-account-inquiry"
USUAL = {"method": "POST", "target": TARGET, "token": TOKEN, "body": PLAIN, "timestamp": STAMP}
SECRET = b"test-client-secret"

SECRETS = [
    ("one byte", b"s"),
    ("128 bytes, a block", b"k" * 128),
    ("129 bytes, more than a block", b"k" * 129),
    ("beyond ASCII", "rahasia-\u00e9\U0001f511".encode()),
    ("no text", bytes(range(256))),
]

# (comment, what differs from a usual request, flags)
REQUESTS = [
    ("a usual request", {}, []),
    ("GET without a body", {"method": "GET", "body": b""}, ["Method", "Empty"]),
    ("PUT", {"method": "PUT"}, ["Method"]),
    ("DELETE with a body", {"method": "DELETE"}, ["Method"]),
    ("a path with a slash at its end", {"target": TARGET + "/"}, []),
    ("the root path", {"target": "/"}, []),
    ("a query", {"target": TARGET + "?b=2&a=1"}, ["Query"]),
    ("the same query in order", {"target": TARGET + "?a=1&b=2"}, ["Query"]),
    ("a question mark with nothing after it", {"target": TARGET + "?"}, ["Query"]),
    ("space as %20", {"target": TARGET + "?name=John%20Doe"}, ["Query"]),
    ("space as plus sign", {"target": TARGET + "?name=John+Doe"}, ["Query"]),
    ("a full stop as %2e", {"target": "/snap/v1%2e0/emoney/bank-account-inquiry"}, ["Query"]),
    ("a full stop as %2E", {"target": "/snap/v1%2E0/emoney/bank-account-inquiry"}, ["Query"]),
    ("a colon in the query", {"target": TARGET + "?at=13:37:23"}, ["Query"]),
    ("an accent in the target, unescaped", {"target": TARGET + "?name=Ren\u00e9"}, ["Query", "NonAscii"]),
    ("a very long target", {"target": TARGET + "?q=" + "x" * 4000}, ["Query", "Long"]),
    ("a short token", {"token": "t"}, ["Token"]),
    ("an empty token still has its colon", {"token": ""}, ["Token"]),
    ("a token with colons in it", {"token": "a:b:c"}, ["Token"]),
    ("a token of 2048 characters", {"token": "t" * 2048}, ["Token", "Long"]),
    ("a token of 10000 characters", {"token": "t" * 10000}, ["Token", "Long"]),
    ("a token beyond ASCII", {"token": "t\u00f6ken-\U0001f511"}, ["Token", "NonAscii"]),
    ("milliseconds and offset", {"timestamp": "2023-06-20T13:37:23.196+07:00"}, ["Timestamp"]),
    ("Z", {"timestamp": "2023-06-20T06:37:23Z"}, ["Timestamp"]),
    ("milliseconds and Z", {"timestamp": "2023-06-20T06:37:23.000Z"}, ["Timestamp"]),
    ("another offset", {"timestamp": "2023-06-20T01:37:23-05:00"}, ["Timestamp"]),
]

# (comment, what the signer took instead, flags): the request is the usual one, the signature is over another.
OTHER_TEXTS = [
    ("lower-case method", {"method": "post"}, ["Method"]),
    ("another method", {"method": "GET"}, ["Method"]),
    ("target without its prefix", {"target": "/v1.0/emoney/bank-account-inquiry"}, []),
    ("target with scheme and host", {"target": "https://api.example.id" + TARGET}, []),
    ("target with a slash at its end", {"target": TARGET + "/"}, []),
    ("target with a query that was not sent", {"target": TARGET + "?a=1"}, ["Query"]),
    ("token with its scheme", {"token": "Bearer " + TOKEN}, ["Token"]),
    ("another token", {"token": TOKEN + "x"}, ["Token"]),
    ("timestamp a second later", {"timestamp": "2023-06-20T13:37:24+07:00"}, ["Timestamp"]),
    ("the same moment as Z", {"timestamp": "2023-06-20T06:37:23Z"}, ["Timestamp"]),
    ("the same moment with milliseconds", {"timestamp": "2023-06-20T13:37:23.000+07:00"}, ["Timestamp"]),
    ("another body", {"body": PLAIN.replace(b"10000.00", b"10000.01")}, []),
    ("an empty body", {"body": b""}, ["Empty"]),
]


def text_of(request, with_token, body_digest=None):
    parts = [request["method"], request["target"]]
    parts += [request["token"]] if with_token else []
    return ":".join(parts + [body_digest or digest(request["body"]), request["timestamp"]])


def readable(name, data):
    try:
        return {name + "Text": data.decode()}
    except UnicodeDecodeError:
        return {}


def case(comment, fields, flags, valid=True):
    return {"comment": comment, **fields, "result": "valid" if valid else "invalid", "flags": flags}


def service_case(comment, request, signature, flags, valid, with_token):
    fields = {name: request[name] for name in ("method", "target", "token", "timestamp")}
    if not with_token:
        del fields["token"]
    body = request["body"]
    fields.update(body=b64(body), **readable("body", body))
    fields.update(digest=digest(body), stringToSign=text_of(request, with_token))
    fields.update(signature=signature if isinstance(signature, str) else b64(signature))
    return case(comment, fields, flags, valid)


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


def body_cases(sign, with_token):
    for comment, body, flags in AWKWARD:
        request = dict(USUAL, body=body)
        yield service_case(comment, request, sign(text_of(request, with_token)), flags, True, with_token)
    for comment, body, wrong, flags in SPOILED:
        request = dict(USUAL, body=body)
        other = text_of(request, with_token, sha_of(wrong))
        yield service_case("signed as if: " + comment, request, sign(other), flags + ["Spoiled"], False, with_token)


def sha_of(data):
    return hashlib.sha256(data).hexdigest()


def request_cases(sign, with_token):
    for comment, changes, flags in REQUESTS:
        if with_token or "token" not in changes:
            request = dict(USUAL, **changes)
            yield service_case(comment, request, sign(text_of(request, with_token)), flags, True, with_token)


def other_text_cases(sign, with_token):
    usual = text_of(USUAL, with_token)
    for comment, changes, flags in OTHER_TEXTS:
        if with_token or "token" not in changes:
            text = text_of(dict(USUAL, **changes), with_token)
            yield service_case(comment, USUAL, sign(text), flags + ["OtherText"], False, with_token)

    spaced = dict(USUAL, body=PRETTY)
    body_texts = [
        ("digest in capitals", USUAL, text_of(USUAL, with_token, digest(PLAIN).upper()), []),
        ("digest of the body as it came, not minified", spaced, text_of(spaced, with_token, sha_of(PRETTY)), []),
        ("digest as base64", USUAL, text_of(USUAL, with_token, b64(bytes.fromhex(digest(PLAIN)))), []),
        ("body itself instead of its digest", USUAL, text_of(USUAL, with_token, PLAIN.decode()), []),
        ("digest of an empty object instead of nothing", dict(USUAL, body=b""),
         text_of(USUAL, with_token, sha_of(b"{}")), ["Empty"]),
        ("a line feed at its end", USUAL, usual + "\n", []),
        ("a bar instead of colons", USUAL, usual.replace(":" + digest(PLAIN) + ":", "|" + digest(PLAIN) + "|"), []),
        ("the string of the other option", USUAL, text_of(USUAL, not with_token), ["Token"]),
    ]
    for comment, request, text, flags in body_texts:
        yield service_case(comment, request, sign(text), flags + ["OtherText"], False, with_token)

    swapped = dict(USUAL, target=TARGET + "?b=2&a=1")
    sorted_text = text_of(dict(USUAL, target=TARGET + "?a=1&b=2"), with_token)
    flags = ["Query", "OtherText"]
    yield service_case("query sorted by the signer", swapped, sign(sorted_text), flags, False, with_token)
    plus = dict(USUAL, target=TARGET + "?name=John+Doe")
    percent_text = text_of(dict(USUAL, target=TARGET + "?name=John%20Doe"), with_token)
    yield service_case("plus sign as %20", plus, sign(percent_text), flags, False, with_token)
    dotted = dict(USUAL, target="/snap/v1%2e0/emoney/bank-account-inquiry")
    yield service_case("%2e decoded by the signer", dotted, sign(usual), flags, False, with_token)


def group(notes, tests, **fields):
    return {"notes": notes, **fields, "tests": list(tests)}


def symmetric_groups():
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


def asymmetric_groups():
    text = text_of(USUAL, False)
    good = rsa("client", text)

    def sign(signed):
        return rsa("client", signed)

    def usual(comment, signature, flags, valid=False):
        return service_case(comment, USUAL, signature, flags, valid, False)

    key = {"publicKey": public_pem("client")}
    yield group("Parts of the request other than the body.", request_cases(sign, False), encoding="base64", **key)
    yield group("Bodies.", body_cases(sign, False), encoding="base64", **key)
    yield group("Signed over another string.", other_text_cases(sign, False), encoding="base64", **key)
    yield group("Signed or written in another way.", rsa_flaws(text, good, usual), encoding="base64", **key)
    yield group("Where hex is taken as well as base64.",
                [usual(c, s, ["Encoding"], valid) for c, s, valid in hex_cases(good)], encoding="base64OrHex", **key)
    for name in ("client-3072", "client-4096"):
        yield group("A larger key.", [usual("a usual request", rsa(name, text), [], True)],
                    publicKey=public_pem(name), encoding="base64")
    yield group("A key that is too small.", [usual("a usual request", rsa("client-1024", text), ["WeakKey"])],
                publicKey=public_pem("client-1024"), encoding="base64")


def token_groups():
    client = "8f548c9c439139b2285269e56db6b8ed"
    text = client + "|" + STAMP

    def make(comment, signature, flags, valid=False, client_id=client, stamp=STAMP):
        written = signature if isinstance(signature, str) else b64(signature)
        return case(comment, {"clientId": client_id, "timestamp": stamp, "stringToSign": client_id + "|" + stamp,
                              "signature": written}, flags, valid)

    def good(comment, client_id=client, stamp=STAMP, flags=(), key="client"):
        return make(comment, rsa(key, client_id + "|" + stamp), list(flags), True, client_id, stamp)

    key = {"publicKey": public_pem("client")}
    yield group("Requests for a token.", [
        good("a usual request"),
        good("milliseconds", stamp="2023-06-20T13:37:23.196+07:00", flags=["Timestamp"]),
        good("Z", stamp="2023-06-20T06:37:23Z", flags=["Timestamp"]),
        good("milliseconds and Z", stamp="2023-06-20T06:37:23.196Z", flags=["Timestamp"]),
        good("a bar in the client id", client_id="a|b"),
        good("a client id beyond ASCII", client_id="tok\u00f6-\U0001f3ea", flags=["NonAscii"]),
        good("a client id of 36 characters", client_id="b3ed7d4b-a96c-6c08-b3c7-12c3124242d9"),
        good("a very long client id", client_id="c" * 5000, flags=["Long"]),
    ], encoding="base64", **key)
    yield group("Signed over another string.", [
        make("a colon instead of the bar", rsa("client", client + ":" + STAMP), ["OtherText"]),
        make("no bar", rsa("client", client + STAMP), ["OtherText"]),
        make("spaces around the bar", rsa("client", client + " | " + STAMP), ["OtherText"]),
        make("timestamp before the client id", rsa("client", STAMP + "|" + client), ["OtherText"]),
        make("client id in capitals", rsa("client", client.upper() + "|" + STAMP), ["OtherText"]),
        make("another client id", rsa("client", "MCPD00000012|" + STAMP), ["OtherText"]),
        make("another second", rsa("client", client + "|2023-06-20T13:37:24+07:00"), ["OtherText", "Timestamp"]),
        make("the same moment as Z", rsa("client", client + "|2023-06-20T06:37:23Z"), ["OtherText", "Timestamp"]),
        make("with milliseconds", rsa("client", client + "|2023-06-20T13:37:23.000+07:00"), ["OtherText", "Timestamp"]),
        make("a line feed at its end", rsa("client", text + "\n"), ["OtherText"]),
        make("nothing", rsa("client", ""), ["OtherText"]),
    ], encoding="base64", **key)
    yield group("Signed or written in another way.", rsa_flaws(text, rsa("client", text), make),
                encoding="base64", **key)
    yield group("Where hex is taken as well as base64.",
                [make(c, s, ["Encoding"], valid) for c, s, valid in hex_cases(rsa("client", text))],
                encoding="base64OrHex", **key)
    for name in ("client-3072", "client-4096"):
        yield group("A larger key.", [good("a usual request", key=name)],
                    publicKey=public_pem(name), encoding="base64")
    yield group("A key that is too small.", [make("a usual request", rsa("client-1024", text), ["WeakKey"])],
                publicKey=public_pem("client-1024"), encoding="base64")


def callback_groups():
    usual = {"url": "https://toko.example/callback", "version": "1.0", "timestamp": "2023-01-04T14:49:49.000+07:00",
             "body": PRETTY}

    def text_for(callback):
        return ":".join([callback["url"], callback["version"], digest(callback["body"]), callback["timestamp"]])

    def make(comment, callback, signature, flags, valid):
        fields = {name: callback[name] for name in ("url", "version", "timestamp")}
        fields.update(body=b64(callback["body"]), **readable("body", callback["body"]))
        fields.update(digest=digest(callback["body"]), stringToSign=text_for(callback))
        fields.update(signature=signature if isinstance(signature, str) else b64(signature))
        return case(comment, fields, flags, valid)

    def good(comment, flags=(), **changes):
        callback = dict(usual, **changes)
        return make(comment, callback, hmac_sha512(SECRET, text_for(callback)), list(flags), True)

    def other(comment, text, flags=("OtherText",)):
        return make(comment, usual, hmac_sha512(SECRET, text), list(flags), False)

    key = {"secret": b64(SECRET), "secretText": SECRET.decode(), "encoding": "base64"}
    text = text_for(usual)
    yield group("Callbacks.", [
        good("a usual callback"),
        good("a port in the URL", url="https://toko.example:8443/callback"),
        good("a query in the URL", ["Query"], url="https://toko.example/callback?to=a%20b&x=+"),
        good("a URL beyond ASCII", ["NonAscii"], url="https://tok\u00f6.example/c"),
        good("another version", version="2.0"),
        good("no milliseconds", ["Timestamp"], timestamp="2023-01-04T14:49:49+07:00"),
        good("no body", ["Empty"], body=b""),
        good("a very long URL", ["Long"], url="https://toko.example/" + "x" * 5000),
    ], **key)
    yield group("Bodies.", [good(comment, flags, body=body) for comment, body, flags in AWKWARD], **key)
    yield group("Signed over another string.", [
        other("path instead of the URL", text.replace("https://toko.example", "")),
        other("URL with a slash at its end", text.replace("callback:", "callback/:")),
        other("version left out", text.replace(":1.0:", ":")),
        other("another version", text.replace(":1.0:", ":1.1:")),
        other("method before it", "POST:" + text),
        other("digest in capitals", text.replace(digest(PRETTY), digest(PRETTY).upper())),
        other("digest of the body as it came, not minified", text.replace(digest(PRETTY), sha_of(PRETTY))),
        other("another timestamp", text.replace(".000", ".001"), ["OtherText", "Timestamp"]),
    ], **key)
    yield group("Signed or written in another way.", [
        make("secret of another client", usual, hmac_sha512(b"other-client-secret", text), ["OtherKey"], False),
        make("hex", usual, hmac_sha512(SECRET, text).hex(), ["Encoding"], False),
        *[make(c, usual, s, ["Encoding"], False) for c, s in badly_written(hmac_sha512(SECRET, text))],
    ], **key)


def minify_groups():
    def make(comment, body, minified, flags, valid):
        return case(comment, {"body": b64(body), **readable("body", body), "minified": b64(minified),
                              **readable("minified", minified), "digest": sha_of(minified)}, flags, valid)

    yield group("What is kept of a body.", [make(c, body, minify(body), flags, True) for c, body, flags in AWKWARD])
    yield group("What others make of a body: minified and digest must come out otherwise.",
                [make(c, body, wrong, flags + ["Spoiled"], False) for c, body, wrong, flags in SPOILED])


def undo(body):
    """The body with \\/ and \\uXXXX from U+0080 on undone within strings; None where there is none. Over text, by a pattern:
    the one under test walks over bytes."""
    escape = r"(?:\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[0-9a-fA-F]{4}|\\(?s:.)"

    def plain(found):
        text = found[0]
        if text == "\\/":
            return "/"
        if text[1] != "u" or len(text) < 6:
            return text
        units = [int(text[at + 2:at + 6], 16) for at in range(0, len(text), 6)]
        if units[0] < 0x80 or len(units) == 1 and 0xD800 <= units[0] < 0xE000:
            return text
        return b"".join(unit.to_bytes(2, "big") for unit in units).decode("utf-16-be")

    def plain_string(found):
        return re.sub(escape, plain, found[0])

    text = body.decode("utf-8", "surrogateescape")
    undone = re.sub(r'"(?:[^"\\]|\\(?s:.))*(?:"|\\?$)', plain_string, text).encode("utf-8", "surrogateescape")
    return None if undone == body else undone


def second_reading_groups():
    def make(comment, body, flags):
        undone = undo(body)
        second = {} if undone is None else {"undone": b64(undone), **readable("undone", undone), "digest": digest(undone)}
        return case(comment, {"body": b64(body), **readable("body", body), **second}, flags)

    def signed(sign, with_token):
        for comment, body, flags in ESCAPED:
            request = dict(USUAL, body=body)
            first, second = text_of(request, with_token), undo(body)
            if second is not None:
                text = text_of(request, with_token, digest(second))
                one = service_case(comment, request, sign(text), flags, True, with_token)
                yield dict(one, digest=digest(second), stringToSign=text)
            one = service_case("signed as it came: " + comment, request, sign(first), flags, False, with_token)
            yield one if second is None else dict(one, digest=digest(second), stringToSign=text)

    yield group("What a body is with its escapes undone.", [make(*one) for one in ESCAPED], type="undo")
    yield group("Signed with an access token.", signed(lambda text: hmac_sha512(SECRET, text), True),
                type="symmetric", secret=b64(SECRET), secretText=SECRET.decode(), encoding="base64")
    yield group("Signed without an access token.", signed(lambda text: rsa("client", text), False),
                type="asymmetric", publicKey=public_pem("client"), encoding="base64")


def write(name, about, groups):
    groups = list(groups)
    number = 0
    for one in groups:
        for test in one["tests"]:
            number += 1
            test_id = {"id": number}
            test_id.update(test)
            test.clear()
            test.update(test_id)
    used = {flag for one in groups for test in one["tests"] for flag in test["flags"]}
    vectors = {"name": name, "version": 1, "about": about, "numberOfTests": number,
               "flags": {flag: FLAGS[flag] for flag in FLAGS if flag in used}, "testGroups": groups}
    with open(os.path.join(FOLDER, name + ".json"), "w", newline="\n") as file:
        json.dump(vectors, file, indent=1, ensure_ascii=True)
        file.write("\n")
    print(f"{name}: {number}")


if __name__ == "__main__":
    write("minify", "Minifying a request body, and its digest.", minify_groups())
    write("service-symmetric", "X-SIGNATURE of a service request with an access token.", symmetric_groups())
    write("service-asymmetric", "X-SIGNATURE of a service request without an access token.", asymmetric_groups())
    write("second-reading", "A body with its escapes undone, and its signatures.", second_reading_groups())
    write("token", "X-SIGNATURE of a request for an access token (service 73).", token_groups())
    write("callback", "X-SIGNATURE of iFortepay's callback.", callback_groups())
    write("timestamp", "X-TIMESTAMP: what is read, and how it is written.", timestamp_groups(case, group))
