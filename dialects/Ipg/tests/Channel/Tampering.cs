using System.Text;

namespace Periksa.Dialects.Ipg.Tests.Channel;

/// <summary>Changes to a good request so that it is none any more.</summary>
static class Tampering
{
    // None of these is right in any field of any operation.
    static readonly string[] WrongAnywhere =
        ["\"\"", "true", "false", "[]", "{}", "[\"atm\"]", "{\"a\":1}", "\"\\t\"", "\"\\u0001\"", "\"\\u0085\""];

    static readonly string[] NoTerminals =
        ["\"ATM\"", "\" atm\"", "\"atm \"", "\"atminternet_banking\"", "\"branch\"", "0", "\"\\u0041tm\""];

    static readonly string[] NoAmounts =
    [
        "0", "0.0", "0.00", "-1", "-0", "-0.01", "1e5", "1E5", "1e-1", "1.000", "100000.001", "1000000000000000",
        "99999999999999999999999999999999",
    ];

    static readonly string[] NoAmountTexts =
    [
        "+1", " 1", "1 ", "1,000", "1.000,00", "1_000", "01", "00", "00.5", ".5", "1.", ".", "1..5", "1.5.5", "0x10",
        "١", "１", "1\\n", "NaN", "Infinity", "IDR1", "Rp1", "satu", "1'000", "\\u221e", "∞", "1d", "1m", "(1)",
    ];

    static readonly string[] NoMoments =
    [
        "2024-02-30 20:45:50", "2023-02-29 20:45:50", "2024-13-01 20:45:50", "2024-00-01 20:45:50",
        "2024-01-00 20:45:50", "2024-12-30 24:00:00", "2024-12-30 23:59:60", "2024-12-30 20:60:00",
        "2024-12-30T20:45:50", "2024-12-30 20:45", "2024-12-30 20:45:50.0", "2024-12-30 20:45:50Z",
        "2024-12-30 20:45:50+07:00", "2024-12-30", "24-12-30 20:45:50", "2024-1-1 20:45:50", "2024-12-30 8:45:50",
        " 2024-12-30 20:45:50", "2024-12-30 20:45:50 ", "2024-12-30  20:45:50", "2024/12/30 20:45:50",
        "30-12-2024 20:45:50", "0000-01-01 00:00:00", "0001-01-01 00:00:00", "0001-01-01 06:59:59",
        "10000-01-01 00:00:00", "٢٠٢٤-12-30 20:45:50", "1735566350", "now", "-2024-12-30 20:45:50",
    ];

    static readonly string[] NoVaNumbers =
    [
        "867301123456789", "86730112345678900", "867301123456789a", "8673011234567 90", " 673011234567890",
        "+673011234567890", "-673011234567890", "8673.11234567890", "٨٦٧٣٠١١٢٣٤٥٦٧٨٩٠", "８673011234567890",
        "867301123456789\\n", "8673011234567890 ", "8673011234567890' OR 1=1 --", "%", "../..",
    ];

    public static IEnumerable<(string What, Letter Letter)> Fields(Letter good) =>
        from field in good.Fields
        from value in WrongIn(good, field.Name)
        select ($"{field.Name} {value}", good.Saying(field.Name, value));

    public static IEnumerable<(string What, Letter Letter)> Without(Letter good) =>
        from field in good.Fields
        where field.Name is not ("terminal_id" or "customer_name")
        from changed in new[] { good.WithoutField(field.Name), good.Saying(field.Name, "null") }
        select ($"no {field.Name}", changed);

    public static IEnumerable<byte[]> Bodies(Letter good)
    {
        byte[][] notText =
        [
            [0x80], [0xE9], [0xF0, 0x9F, 0x98], [0xC0, 0xAF], [0xC0, 0x80], [0xED, 0xA0, 0xBD],
            [0xF4, 0x90, 0x80, 0x80], [0x00], [0x1F],
        ];

        foreach (var bytes in notText)
        {
            yield return [.. "{\"note\":\""u8, .. bytes, .. "\","u8, .. good.Body[1..]];
            yield return [.. good.Body, .. bytes];
        }

        yield return [0xEF, 0xBB, 0xBF, .. good.Body];
        yield return Encoding.Unicode.GetBytes(good.Text);

        foreach (var text in BrokenTexts(good.Text))
            yield return Encoding.UTF8.GetBytes(text);
    }

    static IEnumerable<string> BrokenTexts(string good)
    {
        string[] noObjects =
            ["", " ", "{", "[", "\"", "1", "[]", "nul", "null", "NaN", "{'a':1}", "{a:1}", "//", "{\"a\":1e}"];
        string[] poisons =
        [
            "\"a\":\"\\ud83d\"", "\"a\":\"\\u0000\"", "\"\\u0000\":1", "\"a\":{\"b\":1,\"b\":1}", "\"a\":1,\"a\":1",
            "\"a\":1,\"\\u0061\":1", "\"a\":[1,]", "\"a\":/**/1", "\"a\":01", "\"a\":+1", "\"a\":.5", "\"a\":tru",
            "\"a\":" + new string('[', 32) + new string(']', 32), "\"a\":" + new string('[', 20_000),
        ];

        return
        [
            .. noObjects,
            .. poisons.Select(poison => $"{{{poison},{good[1..]}"),
            $"{good[..^1]},}}",
            $"{good}{good}",
            $"[{good}]",
            $"{good},",
            $"{good[..^1]},{good[1..]}",
            $"/**/{good}",
        ];
    }

    static IEnumerable<string> WrongIn(Letter good, string field)
    {
        var isNumber = good.Path.EndsWith("reversal", StringComparison.Ordinal);
        var digits = field is "amount" && isNumber ? [] : new[] { "1", "8673011234567890", "1.5", "-0" };

        return field switch
        {
            "customer_name" =>
                ["true", "false", "[]", "{}", "1", $"\"{new string('x', 101)}\"", $"\"{new string('é', 101)}\""],
            "amount" when isNumber => [.. WrongAnywhere, "\"100000\"", "\"1\"", .. NoAmounts],
            "amount" => [.. WrongAnywhere, .. digits, .. NoAmounts.Concat(NoAmountTexts).Select(Quoted)],
            "terminal_id" => [.. WrongAnywhere, .. digits, .. NoTerminals],
            "transaction_date" => [.. WrongAnywhere, .. digits, .. NoMoments.Select(Quoted)],
            "va_number" => [.. WrongAnywhere, .. digits, .. NoVaNumbers.Select(Quoted)],
            "bill_id" => [.. WrongAnywhere.Except(["\"\\t\"", "\"\\u0001\"", "\"\\u0085\""]), .. digits],
            _ => [.. WrongAnywhere, .. digits, Quoted(new('x', 65)), Quoted("a\\nb"), Quoted("\\u007f")],
        };
    }

    static string Quoted(string text) => $"\"{text}\"";
}
