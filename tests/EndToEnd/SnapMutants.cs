using System.Text;

namespace Periksa.EndToEnd.Tests;

/// <summary>Requests that are good but for one thing.</summary>
public static class SnapMutants
{
    static readonly string[] InquiryHeaders =
        ["Content-Type", "X-TIMESTAMP", "X-SIGNATURE", "X-PARTNER-ID", "X-EXTERNAL-ID", "CHANNEL-ID"];

    static readonly string[] TokenHeaders = ["Content-Type", "X-TIMESTAMP", "X-CLIENT-KEY", "X-SIGNATURE"];

    static readonly string[] NoTimestamps =
    [
        "now", "0", "2026-11-21", "2026-11-21T05:00:00", "2026-02-30T05:00:00+07:00",
        "2026-11-21T05:00:00.1234567890+07:00", "2020-01-01T00:00:00+07:00", "2999-01-01T00:00:00+07:00",
        "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00",
    ];

    /// <summary>Headers that are missing, empty, doubled, or longer than anybody reads.</summary>
    public static IEnumerable<SnapRequest> Headers(SnapRequest good)
    {
        var isToken = good.Headers.Any(header => header.Name == "X-CLIENT-KEY");
        foreach (var name in isToken ? TokenHeaders : InquiryHeaders)
        {
            yield return good.Without(name);
            yield return good.With(name, "");
            if (name != "Content-Type")   // of which two equal ones are one
                yield return good.Twice(name, good[name]);

            yield return good.Twice(name, "other");
            if (name != "CHANNEL-ID")   // which is free text
                yield return good.With(name, $"{good[name]}, other");

            foreach (var length in new[] { 129, 2049, 10_000, 40_000 })
                yield return good.With(name, new string('7', length));

            yield return good.With(name, "\u0001");
            yield return good.With(name, "é\u00ff");   // as single bytes these are no UTF-8
        }

        foreach (var stamp in NoTimestamps)
            yield return good.With("X-TIMESTAMP", stamp);

        foreach (var id in isToken ? [] : new[] { "a b", "é", "1;drop", "../1", "1,2", new string('7', 37) })
            yield return good.With("X-EXTERNAL-ID", id);

        yield return good.With("X-Many", "") with
        {
            Headers = [.. good.Headers, .. Enumerable.Range(0, 200).Select(i => ($"X-Many-{i}", "x"))],
        };
    }

    /// <summary>Bodies that are no JSON, or JSON with more than one meaning.</summary>
    public static IEnumerable<byte[]> Bodies(byte[] good)
    {
        for (var length = 0; length < good.Length; length += 3)
            yield return good[..length];

        foreach (var depth in new[] { 33, 1000, 30_000 })
            yield return Text($"{string.Concat(Enumerable.Repeat("[", depth))}{new string(']', depth)}");

        var inside = good[1..];
        yield return [0xEF, 0xBB, 0xBF, .. good];
        yield return [.. good, (byte)'}'];
        yield return [.. good, .. good];
        yield return [.. good, 0];
        yield return Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(good));
        yield return [.. Text("""{"x":" """), 0xFF, .. Text("\","), .. inside];
        yield return [.. Text("""{"x":" """), 0xC0, 0x80, .. Text("\","), .. inside];
        yield return [.. Text("""{"x":" """), 0xED, 0xA0, 0x80, .. Text("\","), .. inside];

        foreach (var text in new[]
        {
            "null", "[]", "[{}]", "1", "\"x\"", "true", "{}", "NaN", "{a:1}", "{'a':1}", "<xml/>", "grantType=x",
        })
        {
            yield return Text(text);
        }

        foreach (var field in new[]
        {
            """ "x":1,"x":2""", """ "x":{"y":1,"y":1}""", """ "x":"\ud800" """, """ "x":"\udc00\ud800" """,
            """ "x":"\u0000" """, """ "x":1,""", """ "x":01""", """ "x":1e""", """ "x":+1""", """ "x":"\x" """,
            """ "x":/* */1""", """ "x":NaN""",
        })
        {
            yield return [.. Text($"{{{field},"), .. inside];
        }
    }

    static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
