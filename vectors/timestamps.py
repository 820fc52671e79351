"""X-TIMESTAMP, by Python's own calendar."""

from datetime import datetime, timedelta, timezone

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)

# (comment, text, needs Z to be taken)
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
    ("a small z", "2023-06-20T06:37:23z"),
    ("Z and an offset", "2023-06-20T06:37:23Z+07:00"),
    ("an offset of hours alone", "2023-06-20T13:37:23+07"),
    ("an offset beyond 14 hours", "2023-06-20T13:37:23+14:01"),
    ("an offset of 60 minutes", "2023-06-20T13:37:23+06:60"),
    ("an offset without its sign", "2023-06-20T13:37:2307:00"),
    ("a plus sign that became a space", "2023-06-20T13:37:23 07:00"),
    ("a minus sign of another kind", "2023-06-20T13:37:23\u221207:00"),
    ("one digit of a second's fraction", "2023-06-20T13:37:23.1+07:00"),
    ("two digits", "2023-06-20T13:37:23.19+07:00"),
    ("microseconds", "2023-06-20T13:37:23.196000+07:00"),
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
    text = text.replace("Z", "+00:00")
    if text[-3] != ":":
        text = text[:-2] + ":" + text[-2:]
    return datetime.fromisoformat(text)


def fields(at):
    offset = int(at.utcoffset() / timedelta(minutes=1))
    return {"unixMilliseconds": (at - EPOCH) // timedelta(milliseconds=1), "offsetMinutes": offset}


def groups(case, group):
    def read(comment, text, valid):
        return case(comment, {"text": text, **(fields(moment(text)) if valid else {})}, ["Timestamp"], valid)

    for with_z in (False, True):
        yield group("Read where " + ("Z is taken for UTC." if with_z else "only a numeric offset is taken."), [
            *[read(comment, text, with_z or not needs_z) for comment, text, needs_z in READ],
            *[read(comment, text, False) for comment, text in REFUSED],
        ], type="read", takesZ=with_z)

    for milliseconds in (False, True):
        tests = []
        for comment, text, needs_z in READ:
            at = moment(text)
            written = at.isoformat(timespec="milliseconds" if milliseconds else "seconds")
            if not needs_z:
                tests.append(case(comment, {**fields(at), "text": written}, ["Timestamp"]))
        yield group("Written in " + ("milliseconds." if milliseconds else "seconds, cutting what is below."), tests,
                    type="write", milliseconds=milliseconds)
