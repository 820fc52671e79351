"""X-TIMESTAMP, by Python's own calendar."""

import re
from datetime import datetime, timedelta, timezone

from cases import case, group

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)

# (comment, text, goes beyond the letter)
READ = [
    ("seconds", "2023-06-20T13:37:23+07:00", False),
    ("milliseconds", "2023-06-20T13:37:23.196+07:00", False),
    ("milliseconds, all zero", "2023-06-20T13:37:23.000+07:00", False),
    ("UTC as an offset", "2023-06-20T06:37:23+00:00", False),
    ("UTC as a negative offset", "2023-06-20T06:37:23-00:00", False),
    ("an offset of half an hour", "2023-06-20T12:07:23+05:30", False),
    ("a negative offset", "2023-06-20T01:37:23-05:00", False),
    ("the largest offset", "2023-06-20T20:37:23+14:00", False),
    ("the smallest offset", "2023-06-19T16:37:23-14:00", False),
    ("an offset without its colon", "2023-06-20T13:37:23+0700", False),
    ("Z", "2023-06-20T06:37:23Z", True),
    ("milliseconds and Z", "2023-06-20T06:37:23.196Z", True),
    ("a small z", "2023-06-20T06:37:23z", True),
    ("an offset of hours alone", "2023-06-20T13:37:23+07", True),
    ("a negative offset of hours alone", "2023-06-20T01:37:23-05", True),
    ("one digit of a second's fraction", "2023-06-20T13:37:23.5+07:00", True),
    ("two digits", "2023-06-20T13:37:23.19+07:00", True),
    ("four digits", "2023-06-20T13:37:23.1960+07:00", True),
    ("microseconds", "2023-06-20T13:37:23.620678+07:00", True),
    ("seven digits", "2023-06-20T13:37:23.6206781+0700", True),
    ("nanoseconds and Z", "2023-06-20T06:37:23.196463812Z", True),
    ("nanoseconds, all nines", "2023-06-20T06:37:23.999999999z", True),
    ("microseconds and an offset of hours alone", "2023-06-20T13:37:23.620678+07", True),
    ("midnight", "2023-06-20T00:00:00+07:00", False),
    ("the last second of a day", "2023-06-20T23:59:59+07:00", False),
    ("the last millisecond of a year", "2023-12-31T23:59:59.999+07:00", False),
    ("29 February of a leap year", "2024-02-29T12:00:00+07:00", False),
    ("29 February of 2000", "2000-02-29T12:00:00+07:00", False),
    ("before 1970", "1969-12-31T23:59:59+00:00", False),
    ("the epoch", "1970-01-01T07:00:00+07:00", False),
]

REFUSED = [
    ("empty", ""),
    ("no offset", "2023-06-20T13:37:23"),
    ("milliseconds and no offset", "2023-06-20T13:37:23.196"),
    ("a space instead of T", "2023-06-20 13:37:23+07:00"),
    ("a small t", "2023-06-20t13:37:23+07:00"),
    ("Z and an offset", "2023-06-20T06:37:23Z+07:00"),
    ("an offset of one digit", "2023-06-20T13:37:23+7"),
    ("an offset of hours alone beyond 14", "2023-06-20T13:37:23+15"),
    ("an offset of hours alone and a colon", "2023-06-20T13:37:23+07:"),
    ("z and an offset", "2023-06-20T06:37:23z+07:00"),
    ("an offset beyond 14 hours", "2023-06-20T13:37:23+14:01"),
    ("an offset of 60 minutes", "2023-06-20T13:37:23+06:60"),
    ("an offset without its sign", "2023-06-20T13:37:2307:00"),
    ("a plus sign that became a space", "2023-06-20T13:37:23 07:00"),
    ("a minus sign of another kind", "2023-06-20T13:37:23\u221207:00"),
    ("ten digits of a second's fraction", "2023-06-20T13:37:23.1960000000+07:00"),
    ("a fraction with a digit of another script", "2023-06-20T13:37:23.19\u0666+07:00"),
    ("nanoseconds and no offset", "2023-06-20T13:37:23.196463812"),
    ("a fraction without digits", "2023-06-20T13:37:23.+07:00"),
    ("a comma before the milliseconds", "2023-06-20T13:37:23,196+07:00"),
    ("no seconds", "2023-06-20T13:37+07:00"),
    ("the basic format", "20230620T133723+0700"),
    ("a date alone", "2023-06-20"),
    ("a short year", "23-06-20T13:37:23+07:00"),
    ("a month of one digit", "2023-6-20T13:37:23+07:00"),
    ("month 0", "2023-00-20T13:37:23+07:00"),
    ("month 13", "2023-13-20T13:37:23+07:00"),
    ("day 0", "2023-06-00T13:37:23+07:00"),
    ("31 June", "2023-06-31T13:37:23+07:00"),
    ("29 February of a common year", "2023-02-29T12:00:00+07:00"),
    ("29 February of 1900", "1900-02-29T12:00:00+07:00"),
    ("year 0", "0000-06-20T13:37:23+07:00"),
    ("hour 24", "2023-06-20T24:00:00+07:00"),
    ("minute 60", "2023-06-20T13:60:00+07:00"),
    ("a leap second", "2016-12-31T23:59:60+00:00"),
    ("a space before it", " 2023-06-20T13:37:23+07:00"),
    ("a space after it", "2023-06-20T13:37:23+07:00 "),
    ("a line feed after it", "2023-06-20T13:37:23+07:00\n"),
    ("digits of another script", "\u0662\u0660\u0662\u0663-06-20T13:37:23+07:00"),
    ("Unix seconds", "1687243043"),
    ("no date", "now"),
]


def moment(text):
    """Python's clock tells microseconds: what is below is cut."""
    text = re.sub("[Zz]$", "+00:00", text)
    text = re.sub("([+-][0-9]{2})$", r"\1:00", text)
    text = re.sub("([+-][0-9]{2})([0-9]{2})$", r"\1:\2", text)
    text = re.sub("[.]([0-9]+)", lambda found: "." + found[1].ljust(6, "0")[:6], text)
    return datetime.fromisoformat(text)


def fields(at):
    offset = int(at.utcoffset() / timedelta(minutes=1))
    return {"unixMilliseconds": (at - EPOCH) // timedelta(milliseconds=1), "offsetMinutes": offset}


def groups():
    def read(comment, text, valid):
        return case(comment, {"text": text, **(fields(moment(text)) if valid else {})}, ["Timestamp"], valid)

    for compatible in (False, True):
        yield group("Read " + ("as usual formatters write it." if compatible else "by the letter."), [
            *[read(comment, text, compatible or not is_beyond) for comment, text, is_beyond in READ],
            *[read(comment, text, False) for comment, text in REFUSED],
        ], type="read", compatible=compatible)

    for milliseconds in (False, True):
        tests = []
        for comment, text, is_beyond in READ:
            at = moment(text)
            written = at.isoformat(timespec="milliseconds" if milliseconds else "seconds")
            if not is_beyond:
                tests.append(case(comment, {**fields(at), "text": written}, ["Timestamp"]))
        yield group("Written in " + ("milliseconds." if milliseconds else "seconds, cutting what is below."), tests,
                    type="write", milliseconds=milliseconds)
