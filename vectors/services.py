"""Requests for a service, right and wrong, whichever way they are signed."""

from bodies import AWKWARD, PLAIN, PRETTY, SPOILED
from cases import STAMP, case, readable, written
from signer import b64, digest, sha_of

TOKEN = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJ0ZXN0IiwiaWF0IjoxNjg3MjQzMDM5fQ.dGVzdC1zaWduYXR1cmU"
TARGET = "/snap/v1.0/emoney/bank-account-inquiry"
USUAL = {"method": "POST", "target": TARGET, "token": TOKEN, "body": PLAIN, "timestamp": STAMP}

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


def service_case(comment, request, signature, flags, valid, with_token):
    fields = {name: request[name] for name in ("method", "target", "token", "timestamp")}
    if not with_token:
        del fields["token"]
    body = request["body"]
    fields.update(body=b64(body), **readable("body", body))
    fields.update(digest=digest(body), stringToSign=text_of(request, with_token))
    fields.update(signature=written(signature))
    return case(comment, fields, flags, valid)


def body_cases(sign, with_token):
    for comment, body, flags in AWKWARD:
        request = dict(USUAL, body=body)
        yield service_case(comment, request, sign(text_of(request, with_token)), flags, True, with_token)
    for comment, body, wrong, flags in SPOILED:
        request = dict(USUAL, body=body)
        other = text_of(request, with_token, sha_of(wrong))
        yield service_case("signed as if: " + comment, request, sign(other), flags + ["Spoiled"], False, with_token)


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
