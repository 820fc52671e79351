using System.Text;

namespace Periksa.Dialects.SingaPay.Tests;

/// <summary>Changes to a good transfer.</summary>
static class Tampering
{
    public static readonly byte[] Order = Encoding.UTF8.GetBytes(Letter.Order);

    static readonly string[] StrangeValues =
    [
        " ", ",", "null", "\t", "0", "-1", "%00", "../..", "'", "{}", "é", "\u202E", "Bearer", "Bearer ",
        "application/jsonp", new('x', 40), new('0', 128), new('x', 3000), new('9', 20_000), "1765505998000",
        "9223372036854775808", "99999999999", "00000000000", "1.765505998e9", "0x693B7A0E",
    ];

    static readonly string[] NoObjects =
        ["{", "[", "\"", "1", "[]", "nul", "null", "NaN", "{'a':1}", "{a:1}", "//", "{\"a\":1e}"];

    public static IEnumerable<(string, Letter)> Changed(string header)
    {
        var letter = Letter.Transfer();
        yield return ($"no {header}", letter.Without(header));
        yield return ($"{header} empty", letter.With(header, ""));
        yield return ($"{header} twice", letter.Twice(header));

        foreach (var value in StrangeValues)
            yield return ($"{header}: {value}", letter.With(header, value));
    }

    public static Letter Changed(int at, byte bits)
    {
        var body = (byte[])Order.Clone();
        body[at] ^= bits;
        return Letter.Transfer() with { Body = body };
    }

    public static IEnumerable<string> Reworded()
    {
        foreach (var amount in new[] { "50000.0", "5e4", "50000.00", "\"50000\"", "50001", "500000", "[50000]" })
            yield return Letter.Order.Replace("50000", amount, StringComparison.Ordinal);

        yield return Letter.Order.Replace("1234567890000", "1234567890001", StringComparison.Ordinal);
        yield return Letter.Order.Replace("\"sometimes\"", "null", StringComparison.Ordinal);
        yield return Letter.Order.Replace("sometimes", "some\\ttimes", StringComparison.Ordinal);
        yield return Letter.Order.Replace(",\"notes\":\"sometimes\"", "", StringComparison.Ordinal);
        yield return Letter.Order.Replace("notes", "Notes", StringComparison.Ordinal);
        yield return $"[{Letter.Order}]";
        yield return $"{{\"a\":1,{Letter.Order[1..]}";
        yield return $"{{\"amount\":50000,{Letter.Order[1..]}";
        yield return $"{Letter.Order}{Letter.Order}";
        yield return $"\uFEFF{Letter.Order}";
    }

    public static IEnumerable<string> Respelt()
    {
        yield return $" \r\n{Letter.Order.Replace(",", " ,\t", StringComparison.Ordinal)} ";
        yield return $"{{{string.Join(',', Letter.Order[1..^1].Split(',').Reverse())}}}";
        yield return Letter.Order.Replace("\"002\"", "\"\\u0030\\u0030\\u0032\"", StringComparison.Ordinal);
        yield return Letter.Order.Replace("notes", "\\u006E\\u006fte\\u0073", StringComparison.Ordinal);
    }

    public static IEnumerable<byte[]> Bodies()
    {
        byte[][] notText =
        [
            [0x80], [0xE9], [0xF0, 0x9F, 0x98], [0xC0, 0xAF], [0xC0, 0x80], [0xED, 0xA0, 0xBD],
            [0xF4, 0x90, 0x80, 0x80], [0x00], [0x1F],
        ];

        foreach (var bytes in notText)
        {
            yield return [.. "{\"note\":\""u8, .. bytes, .. "\","u8, .. Order[1..]];
            yield return [.. Order, .. bytes];
        }

        yield return [0xEF, 0xBB, 0xBF, .. Order];
        yield return [.. Encoding.Unicode.GetBytes(Letter.Order)];

        foreach (var field in new[] { "account_id", "amount", "notes", "unknown" })
            yield return Encoding.UTF8.GetBytes($$"""{"{{field}}":"1","{{field}}":"1",{{Letter.Order[1..]}}""");

        foreach (var depth in new[] { 32, 100, 20_000 })
            yield return Encoding.UTF8.GetBytes("{\"n\":" + new string('[', depth) + new string(']', depth) + "}");

        foreach (var text in NoObjects)
            yield return Encoding.UTF8.GetBytes(text);
    }

    public static IEnumerable<Letter> Forged()
    {
        var good = Letter.Transfer();

        yield return Letter.Transfer(Order, signed: $"PUT:{Letter.TransferPath}");
        yield return Letter.Transfer(Order, signed: $"post:{Letter.TransferPath}");
        yield return Letter.Transfer(Order, signed: $"POST:{Letter.BeneficiaryPath}");
        yield return Letter.Transfer(Order, signed: $"POST:{Letter.TransferPath}/");
        yield return Letter.Transfer(Order, signed: $"POST:https://localhost{Letter.TransferPath}");
        yield return Letter.Transfer(Order, secret: "singapay-sandbox-secret-warungjaya");
        yield return Letter.Transfer(Order, secret: "");
        yield return good with { Path = Letter.TransferPath + "?a=1" };
        yield return good with { Path = Letter.TransferPath + "/" };
        yield return good.With("X-Timestamp", "1765505999");
        yield return good.With("X-Timestamp", "01765505998");
        yield return good.With("X-PARTNER-ID", Callers.WithoutSecret);
        yield return good.With("X-Signature", new('0', 128));
        yield return good.With("X-Signature", good["X-Signature"][..^2]);
        yield return good.With("X-Signature", good["X-Signature"].ToUpperInvariant());
        yield return good.With("X-Signature", good["X-Signature"] + good["X-Signature"]);
        yield return good.With("X-Signature", Letter.Token()["X-Signature"]);
    }
}
