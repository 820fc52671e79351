"""X-SIGNATURE without an access token: SHA256withRSA, PKCS#1 v1.5."""

from cases import group
from services import USUAL, body_cases, other_text_cases, request_cases, service_case, text_of
from signatures import hex_cases, rsa_flaws
from signer import public_pem, rsa


def groups():
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
