"""The shape of a test, what its flags mean, and what tests of several files share."""

from signer import b64

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
SECRET = b"test-client-secret"


def case(comment, fields, flags, valid=True):
    return {"comment": comment, **fields, "result": "valid" if valid else "invalid", "flags": flags}


def group(notes, tests, **fields):
    return {"notes": notes, **fields, "tests": list(tests)}


def readable(name, data):
    try:
        return {name + "Text": data.decode()}
    except UnicodeDecodeError:
        return {}


def written(signature):
    """A signature's bytes in base64; one that is text already stays as it is."""
    return signature if isinstance(signature, str) else b64(signature)
