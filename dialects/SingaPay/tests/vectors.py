"""Writes vectors.json: bodies, their canonical form and what signs it, by a program that shares nothing with the room."""

import hashlib
import hmac
import json
import pathlib

SECRET = "singapay-sandbox-secret-tokomaju"
START = "POST:/api/v2.0/disbursement/transfer:a.b.c"
STAMP = "1765505998"

BODIES = {
    "an empty object": "{}",
    "white space": ' {\t"a" :\r\n1 , "b":[ 1 ,2,\n3 ] }\n',
    "names out of order": '{"b":1,"a":2,"c":3}',
    "names in order": '{"a":1,"b":2}',
    "a name that begins another": '{"ab":1,"a":2,"":3,"abc":4}',
    "capitals before small letters": '{"a":1,"A":2,"_":3,"0":4,"10":5,"9":6}',
    "sorted at every depth": '{"z":{"b":{"y":1,"x":2},"a":[{"d":1,"c":2},[{"f":1,"e":2}]]},"a":0}',
    "an array keeps its order": '[3,1,2,{"b":1,"a":2},null,true,false,"x"]',
    "empty things": '{"c":{},"b":[],"a":"","d":[{}],"e":[[]]}',
    "numbers as they were written": '{"c":1.0,"b":1.50,"a":1e2,"e":1E+2,"d":-0,"f":-0.0,"g":0.10e-7}',
    "numbers beyond any type": '{"b":123456789012345678901234567890.123456789012345678901234567890,"a":1e400,"c":-1e-400}',
    "an amount of money": '{"amount":50000.00}',
    "slashes": r'{"b":"https:\/\/a\/b","a":"/"}',
    "letters escaped": r'{"a":"\u0041\u0062\u00e9\u00C9\u20AC"}',
    "letters as they are": '{"a":"éÉ€"}',
    "a pair": r'{"a":"\ud83d\uDE00"}',
    "a pair as it is": '{"a":"😀"}',
    "several pairs": r'{"a":"x\ud83d\ude00y\uD835\uDD4F\ud83d\ude00z"}',
    "what must stay escaped": r'{"a":"\" \\ \b \f \n \r \t"}',
    "what must stay escaped, in digits": r'{"a":"\u0022 \u005c \u005C \u0008 \u000c \u000A \u000d \u0009"}',
    "control characters": r'{"a":"\u0001\u001F\u001f\u000b\u000E\u0010"}',
    "what need not be escaped": r'{"a":"\u007f\u0080\u2028\u2029\u003c\u003E\u0026\u0027\u002f"}',
    "an escaped backslash before a letter": r'{"a":"\\u0041\\/\\\u0041\\\/"}',
    "names escaped": r'{"b":1,"\u0061":2,"c\/d":3,"\u0022":4,"\n":5}',
    "names by their bytes, not by their escapes": r'{"A":1,"\u000a":2,"\\":3,"z":4,"\"":5}',
    "names by UTF-8, not by UTF-16": '{"\U0001f600":1,"\uffee":2,"\ue000":3,"z":4}',
    "names by UTF-8, not by UTF-16, escaped": r'{"\ud83d\ude00":1,"\uffee":2,"\uE000":3,"z":4}',
    "names that differ late": '{"%s2":1,"%s1":2}' % ("n" * 300, "n" * 300),
    "many names": "{" + ",".join(f'"k{i * 7919 % 200}":{i}' for i in range(200)) + "}",
    "strings that look like JSON": r'{"b":"{\"z\":1, \"a\":2}","a":" [ , : ] "}',
    "32 deep": '{"a":' * 31 + '{"b":1,"a":2}' + "}" * 31,
    "a string": r' "a\/b" ',
    "a number": " 1.0 ",
    "null": "null",
    "a transfer": r"""{
      "account_id": "01JZ0T0K0MAJ0000000000000A", "reference_number": "1134567891014", "amount": 50000.00,
      "bank_code": "002", "bank_account_number": "1234567890000", "notes": "Gaji \u0026 lembur 12\/2025 \ud83d\ude00"
    }""",
}


class Number(str):
    """A number that keeps its text."""


def canonical(value):
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode())
        return "{" + ",".join(f"{canonical(name)}:{canonical(value[name])}" for name in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return str(value) if isinstance(value, Number) else json.dumps(value, ensure_ascii=False)


def vector(name, body):
    text = canonical(json.loads(body, parse_int=Number, parse_float=Number))
    digest = hashlib.sha256(text.encode()).hexdigest()
    signature = hmac.new(SECRET.encode(), f"{START}:{digest}:{STAMP}".encode(), hashlib.sha512).hexdigest()
    return {"name": name, "body": body, "canonical": text, "signature": signature}


vectors = [vector(name, body) for name, body in BODIES.items()]
pathlib.Path(__file__).with_name("vectors.json").write_text(json.dumps(vectors, indent=1) + "\n")
