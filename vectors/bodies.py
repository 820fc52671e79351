"""The bodies that go wrong somewhere: (comment, bytes, flags)."""

PLAIN = (
    '{"partnerReferenceNo":"9d694c08-4889-40f6-8160-b51099fbc2fb",'
    '"amount":{"value":"10000.00","currency":"IDR"},"beneficiaryAccountNumber":"0123456789",'
    '"additionalInfo":{"beneficiaryBankCode":"014"}}'
).encode()

PUBLISHED = (
    '{"partnerReferenceNo":"2020102900000000000001","amount":{"value":"12345678.00","currency":"IDR"},'
    '"feeAmount":{"value":"12345678.00","currency":"IDR"},"merchantId":"00007100010926",'
    '"terminalId":"213141251124","validityPeriod":"2009-07-03T12:08:56-07:00"}'
).encode()

PRETTY = (
    b'{\n  "partnerReferenceNo": "20221220-0009",\n  "beneficiaryBankCode": "011",\n'
    b'  "beneficiaryAccountNo": "8753293240",\n  "additionalInfo": {\n    "isVirtualAccount": "N"\n  }\n}\n'
)

AWKWARD = [
    ("no body at all", b"", ["Empty"]),
    ("nothing but white space", b" \t\r\n ", ["Empty", "WhiteSpace"]),
    ("an empty object", b"{}", []),
    ("an empty object with white space in it", b"{ \n }", ["WhiteSpace"]),
    ("already compact", PLAIN, []),
    ("indented with spaces and LF, and a last LF", PRETTY, ["WhiteSpace"]),
    ("indented with tabs and CRLF", PRETTY.replace(b"\n", b"\r\n").replace(b"  ", b"\t"), ["WhiteSpace"]),
    ("a CR alone", b'{\r"a":1\r}', ["WhiteSpace"]),
    ("space before a colon and before a comma", b'{"a" : 1 , "b" : 2}', ["WhiteSpace"]),
    ("spaces inside a string stay", b'{"name": "John  Doe "}', ["WhiteSpace", "InString"]),
    ("a raw tab and line feed inside a string stay", b'{"a": "x\ty\nz\r"}', ["WhiteSpace", "InString"]),
    ("spaces inside a name stay", b'{" a b ": 1}', ["WhiteSpace", "InString"]),
    ("form feed is not dropped", b'{\x0c"a": 1}', ["OtherSpace"]),
    ("vertical tab is not dropped", b'{\x0b"a": 1}', ["OtherSpace"]),
    ("no-break space is not dropped", '{\u00a0"a": 1}'.encode(), ["OtherSpace", "NonAscii"]),
    ("em space and line separator are not dropped", '{\u2003"a":\u2028 1}'.encode(), ["OtherSpace", "NonAscii"]),
    ("next line (U+0085) is not dropped", '{\u0085"a": 1}'.encode(), ["OtherSpace", "NonAscii"]),
    ("a byte order mark is not dropped", b'\xef\xbb\xbf{"a": 1}', ["OtherSpace", "NonAscii"]),
    ("U+0000 outside a string is not dropped", b'{"a": 1}\x00', ["OtherSpace"]),
    ("an escaped quotation mark does not end a string", rb'{"a": "x\" y", "b": 1}', ["Escape"]),
    ("two backslashes, then the end of the string", rb'{"a": "x\\" , "b": "y z"}', ["Escape"]),
    ("three backslashes and a quotation mark", rb'{"a": "x\\\" , y", "b": 1}', ["Escape"]),
    ("four backslashes, then the end of the string", rb'{"a": "x\\\\" , "b": 1}', ["Escape"]),
    ("63 backslashes and a quotation mark", b'{"a": "' + b"\\" * 63 + b'" , y"}', ["Escape", "Long"]),
    ("64 backslashes, then the end of the string", b'{"a": "' + b"\\" * 64 + b'" , "b": 1}', ["Escape", "Long"]),
    ("a backslash as the last byte", b'{"a": "x\\', ["Escape", "NotJson"]),
    ("an escaped slash stays escaped", rb'{"url": "https:\/\/toko.example\/a b"}', ["Escape", "Slash"]),
    ("a plain slash stays plain", b'{"url": "https://toko.example/a b"}', ["Slash"]),
    ("an escaped accent stays escaped", rb'{"name": "Ren\u00e9 Descartes"}', ["Escape", "NonAscii"]),
    ("with capitals in its escape", rb'{"name": "Ren\u00E9 Descartes"}', ["Escape", "NonAscii"]),
    ("the same accent as UTF-8", '{"name": "Ren\u00e9 Descartes"}'.encode(), ["NonAscii"]),
    ("the same accent as a combining mark", '{"name": "Rene\u0301 Descartes"}'.encode(), ["NonAscii"]),
    ("an emoji as UTF-8", '{"note": "lunas \U0001f389 ya"}'.encode(), ["NonAscii"]),
    ("the same emoji as two escapes", rb'{"note": "lunas \ud83c\udf89 ya"}', ["Escape", "NonAscii"]),
    ("three scripts", '{"name": "\ua9b1\ua9aa \u5f20\u4f1f \u0639\u0644\u064a"}'.encode(), ["NonAscii"]),
    ("bytes that are no UTF-8", b'{"name": "\xff\xfe \x80"}', ["NotUtf8"]),
    ("escaped white space inside a string", rb'{"a": "x\ty\nz\u0020"}', ["Escape"]),
    ("a number with a needless decimal", b'{"amount": 1.0}', ["Number"]),
    ("a number with an exponent", b'{"amount": 1e3}', ["Number"]),
    ("a number with an exponent in capitals", b'{"amount": 1.50E+03}', ["Number"]),
    ("minus zero", b'{"amount": -0}', ["Number"]),
    ("a number beyond 64 bits", b'{"amount": 123456789012345678901234567890.10}', ["Number"]),
    ("two keys with one name", b'{"a": 1, "a": 2}', ["Order"]),
    ("keys out of order", b'{"b": 1, "a": {"d": 1, "c": 2}}', ["Order"]),
    ("an array of everything", b'[ null , true , false , [ ] , { } , "" , 0 ]', ["WhiteSpace"]),
    ("brackets and commas inside a string", b'{"a": "{ , : [ ] }"}', ["InString"]),
    ("a string alone", b'  "a b"  ', ["WhiteSpace"]),
    ("form fields instead of JSON", b"a=1 2&b=3", ["NotJson", "WhiteSpace"]),
    ("a string that never ends", b'{"a": "x y', ["NotJson"]),
    ("a backslash outside a string escapes nothing", b'\\" a" b', ["NotJson", "Escape"]),
    ("apostrophes make no string", b"{'a': 'x y'}", ["NotJson", "WhiteSpace"]),
    ("comments are kept", b"{/* a b */ \"a\": 1 // c\n}", ["NotJson", "WhiteSpace"]),
    ("a string over the 64th byte", b'{"a":"' + b"x" * 57 + b' y" , "b": 1}', ["Long", "InString"]),
    ("a quotation mark as the 64th byte", b'{"a":"' + b"x" * 57 + b'" , "b": " "}', ["Long", "InString"]),
    ("an escape over the 64th byte", b'{"a":"' + b"x" * 57 + b'\\" , ", "b": 1}', ["Long", "Escape"]),
    ("a thousand white spaces", b"{" + b" " * 1000 + b'"a"' + b"\t\r\n" * 100 + b":1}", ["Long", "WhiteSpace"]),
]

# What a body turns into where somebody parses it and writes it again, or drops too much: (comment, body, wrong).
SPOILED = [
    ("form feed dropped", b'{\x0c"a":1}', b'{"a":1}', ["OtherSpace"]),
    ("no-break space dropped", '{\u00a0"a":1}'.encode(), b'{"a":1}', ["OtherSpace", "NonAscii"]),
    ("white space dropped inside a string", b'{"name": "John Doe"}', b'{"name":"JohnDoe"}', ["InString"]),
    ("line feed kept outside strings", b'{"a":1}\n', b'{"a":1}\n', ["WhiteSpace"]),
    ("carriage return kept outside strings", b'{"a":1,\r\n"b":2}', b'{"a":1,\r"b":2}', ["WhiteSpace"]),
    ("slash unescaped", rb'{"a":"x\/y"}', b'{"a":"x/y"}', ["Slash", "Escape"]),
    ("slash escaped", b'{"a":"x/y"}', rb'{"a":"x\/y"}', ["Slash", "Escape"]),
    ("accent escaped", '{"a":"\u00e9"}'.encode(), rb'{"a":"\u00e9"}', ["NonAscii", "Escape"]),
    ("accent unescaped", rb'{"a":"\u00e9"}', '{"a":"\u00e9"}'.encode(), ["NonAscii", "Escape"]),
    ("plus sign escaped", b'{"a":"+07:00"}', rb'{"a":"\u002B07:00"}', ["Escape"]),
    ("number without its decimal", b'{"a":1.0}', b'{"a":1}', ["Number"]),
    ("exponent written out", b'{"a":1e3}', b'{"a":1000}', ["Number"]),
    ("big number through a double", b'{"a":12345678901234567890}', b'{"a":12345678901234567000}', ["Number"]),
    ("keys sorted", b'{"b":1,"a":2}', b'{"a":2,"b":1}', ["Order"]),
    ("first of two keys lost", b'{"a":1,"a":2}', b'{"a":2}', ["Order"]),
    ("string ended by an escaped quotation mark", rb'{"a":"x\" y"}', rb'{"a":"x\"y"}', ["Escape"]),
]

# Bodies for the second reading: (comment, body, flags).
ESCAPED = [
    ("no backslash", b'{"a":"x/y"}', []),
    ("an escaped slash", rb'{"a":"INV\/2026\/11"}', ["Slash", "Escape"]),
    ("an accent in small hex", rb'{"a":"Caf\u00e9"}', ["NonAscii", "Escape"]),
    ("an accent in capital hex", rb'{"a":"Caf\u00E9"}', ["NonAscii", "Escape"]),
    ("a slash and an accent", rb'{"a":"x\/Caf\u00e9"}', ["Slash", "NonAscii", "Escape"]),
    ("three bytes of UTF-8", rb'{"a":"\u5f20\u4f1f"}', ["NonAscii", "Escape"]),
    ("a pair of surrogates", rb'{"a":"\ud83d\ude00"}', ["NonAscii", "Escape"]),
    ("a pair in capitals", rb'{"a":"\uD83D\uDE00!"}', ["NonAscii", "Escape"]),
    ("half a pair stays", rb'{"a":"\ud83d","b":"\/"}', ["NonAscii", "Escape"]),
    ("the other half stays", rb'{"a":"\ude00\ud83d"}', ["NonAscii", "Escape"]),
    ("half a pair before another escape", rb'{"a":"\ud83d\u00e9"}', ["NonAscii", "Escape"]),
    ("half a pair before a whole one", rb'{"a":"\ud83d\ud83d\ude00"}', ["NonAscii", "Escape"]),
    ("the last that stays", rb'{"a":"\u007f"}', ["Escape"]),
    ("the first that does not", rb'{"a":"\u0080"}', ["NonAscii", "Escape"]),
    ("line separators, which PHP keeps escaped", rb'{"a":"\u2028\/"}', ["NonAscii", "Escape"]),
    ("signs of HTML stay", rb'{"a":"\u003c\u0026\u003e"}', ["Escape"]),
    ("a slash as a number stays", rb'{"a":"x\u002fy"}', ["Slash", "Escape"]),
    ("short escapes stay", rb'{"a":"\"\\\b\f\n\r\t"}', ["Escape"]),
    ("a backslash before a slash", rb'{"a":"\\/"}', ["Slash", "Escape"]),
    ("a backslash before an escaped slash", rb'{"a":"\\\/"}', ["Slash", "Escape"]),
    ("a backslash before u", rb'{"a":"\\u00e9"}', ["Escape"]),
    ("an escaped quotation mark before a slash", rb'{"a":"\"\/"}', ["Slash", "Escape"]),
    ("in a key", rb'{"a\/b":1}', ["Slash", "Escape"]),
    ("outside strings nothing is escaped", rb'{\/"a":1}', ["NotJson", "Escape"]),
    ("too few digits", rb'{"a":"\u00e","b":"\/"}', ["NotJson", "Escape"]),
    ("a letter that is no digit", rb'{"a":"\u00g9"}', ["NotJson", "Escape"]),
    ("a string that never ends", rb'{"a":"x\/', ["NotJson", "Escape"]),
    ("a backslash at the end", b'{"a":"x' + b"\\", ["NotJson", "Escape"]),
    ("bytes that are no UTF-8", b'{"a":"\xff\\/"}', ["NotUtf8", "Escape"]),
    ("white space outside strings", b'{ "a" : "x\\/ y" }\n', ["WhiteSpace", "Slash", "Escape"]),
    ("a large body", b'{"a":"' + b"\\/" * 3000 + b'"}', ["Long", "Slash", "Escape"]),
]
