"""Which bytes of a body are kept, and their digest."""

from bodies import AWKWARD, SPOILED
from cases import case, group, readable
from signer import b64, minify, sha_of


def groups():
    def make(comment, body, minified, flags, valid):
        return case(comment, {"body": b64(body), **readable("body", body), "minified": b64(minified),
                              **readable("minified", minified), "digest": sha_of(minified)}, flags, valid)

    yield group("What is kept of a body.", [make(c, body, minify(body), flags, True) for c, body, flags in AWKWARD])
    yield group("What others make of a body: minified and digest must come out otherwise.",
                [make(c, body, wrong, flags + ["Spoiled"], False) for c, body, wrong, flags in SPOILED])
