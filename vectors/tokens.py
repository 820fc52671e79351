"""X-SIGNATURE of a request for an access token, service 73."""

from cases import STAMP, case, group, written
from signatures import hex_cases, rsa_flaws
from signer import public_pem, rsa


def groups():
    client = "8f548c9c439139b2285269e56db6b8ed"
    text = client + "|" + STAMP

    def make(comment, signature, flags, valid=False, client_id=client, stamp=STAMP):
        return case(comment, {"clientId": client_id, "timestamp": stamp, "stringToSign": client_id + "|" + stamp,
                              "signature": written(signature)}, flags, valid)

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
