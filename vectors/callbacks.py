"""X-SIGNATURE of iFortepay's account inquiry callback."""

from bodies import AWKWARD, PRETTY
from cases import SECRET, case, group, readable, written
from signer import b64, digest, hmac_sha512, sha_of
from signatures import badly_written


def groups():
    usual = {"url": "https://toko.example/callback", "version": "1.0", "timestamp": "2023-01-04T14:49:49.000+07:00",
             "body": PRETTY}

    def text_for(callback):
        return ":".join([callback["url"], callback["version"], digest(callback["body"]), callback["timestamp"]])

    def make(comment, callback, signature, flags, valid):
        fields = {name: callback[name] for name in ("url", "version", "timestamp")}
        fields.update(body=b64(callback["body"]), **readable("body", callback["body"]))
        fields.update(digest=digest(callback["body"]), stringToSign=text_for(callback))
        fields.update(signature=written(signature))
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
