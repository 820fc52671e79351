#!/usr/bin/env python3
"""Writes the vectors beside it. The same each time; needs Python 3.8 and the openssl program."""

import json
import os

import asymmetric
import callbacks
import minifying
import second_reading
import symmetric
import timestamps
import tokens
from cases import FLAGS
from signer import FOLDER


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
    write("minify", "Minifying a request body, and its digest.", minifying.groups())
    write("service-symmetric", "X-SIGNATURE of a service request with an access token.", symmetric.groups())
    write("service-asymmetric", "X-SIGNATURE of a service request without an access token.", asymmetric.groups())
    write("second-reading", "A body with its escapes undone, and its signatures.", second_reading.groups())
    write("token", "X-SIGNATURE of a request for an access token (service 73).", tokens.groups())
    write("callback", "X-SIGNATURE of iFortepay's callback.", callbacks.groups())
    write("timestamp", "X-TIMESTAMP: what is read, and how it is written.", timestamps.groups())
