"""Bodies with their escapes undone, and what signs them so."""

import re

from bodies import ESCAPED
from cases import SECRET, case, group, readable
from services import USUAL, service_case, text_of
from signer import b64, digest, hmac_sha512, public_pem, rsa


def undo(body):
    """The body with \\/ and \\uXXXX from U+0080 on undone within strings; None where there is none.

    Over text, by a pattern: the one under test walks over bytes."""
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


def groups():
    def make(comment, body, flags):
        undone = undo(body)
        second = {} if undone is None else {
            "undone": b64(undone), **readable("undone", undone), "digest": digest(undone)}
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
