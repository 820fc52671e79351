using System.Text;

namespace Periksa.Lab.Tests;

public class VerdictTests
{
    [Theory, MemberData(nameof(Samples.Numbers), MemberType = typeof(Samples))]
    public void Is_right_for_what_is_signed_as_the_contract_says(int number)
    {
        var sample = Samples.All[number];
        var finding = sample.Ask(sample.Sign(sample.Text));

        Assert.Equal(Masked(sample), Encoding.UTF8.GetString(finding.Right.Bytes));
        Assert.Equal(LabVerdict.Right, finding.Verdict);
        Assert.Empty(finding.Mistakes);
        Assert.Null(finding.Difference);
    }

    [Theory, MemberData(nameof(Samples.Numbers), MemberType = typeof(Samples))]
    public void Is_found_without_the_kind_being_told(int number)
    {
        var sample = Samples.All[number];
        using var credential = sample.Given();
        var finding = Laboratory.Examine(
            new()
            {
                Dialect = sample.Dialect, Text = sample.Write(sample.Sign(sample.Text)), Credential = credential,
            },
            Samples.Now);

        Assert.Equal(LabVerdict.Right, finding.Verdict);
    }

    [Theory, MemberData(nameof(Samples.Numbers), MemberType = typeof(Samples))]
    public void Is_wrong_for_another_body_secret_or_text(int number)
    {
        var sample = Samples.All[number];
        foreach (var signature in (string[])
            [sample.Sign(sample.Text + "x"), sample.Sign("x"), new('A', 88), "?", sample.IsOfKey ? "AAAA"
                : sample.Sign(sample.Text, "another")])
        {
            var finding = sample.Ask(signature);
            Assert.Equal(LabVerdict.Wrong, finding.Verdict);
        }
    }

    [Theory, MemberData(nameof(Samples.Numbers), MemberType = typeof(Samples))]
    public void Names_a_line_feed_too_many_and_shows_it(int number)
    {
        var sample = Samples.All[number];
        if (sample is { Dialect: "singapay", Kind: LabKind.Token })
            return;   // nothing but its day is known to go wrong

        var finding = sample.Ask(sample.Sign(sample.Text + "\n"));
        if (sample.Header is "Signature")
        {
            // The body itself is signed, and a pasted one cannot tell whether it ended so.
            Assert.Equal(LabVerdict.Right, finding.Verdict);
            Assert.Equal((byte)'\n', finding.Body[^1]);
            return;
        }

        Assert.Equal(LabVerdict.Wrong, finding.Verdict);
        Assert.Contains("line", string.Join(' ', finding.Mistakes), StringComparison.Ordinal);
        Assert.Equal(Encoding.UTF8.GetByteCount(sample.Text), finding.Difference?.Offset);
        Assert.Equal("LINE FEED U+000A", finding.Difference?.OtherGlyph?.Name);
        Assert.Null(finding.Difference?.RightGlyph);
    }

    [Theory]
    [InlineData(0, "X-SIGNATURE", "digest", "white space")]
    [InlineData(3, "X-SIGNATURE", "digest", "white space")]
    [InlineData(4, "X-SIGNATURE", "digest", "white space")]
    [InlineData(5, "X-Signature", "digest", "in order")]
    [InlineData(7, "X-Signature", "digest", "in order")]
    public void Names_a_digest_of_the_body_as_it_was_sent(int number, string header, string part, string advice)
    {
        var sample = Samples.All[number];
        var digest = Samples.Hash(sample.Header is "X-Signature" ? Samples.Sorted : Samples.Minified);
        var finding = sample.Ask(sample.Sign(
            sample.Text.Replace(digest, Samples.Hash(Samples.Body), StringComparison.Ordinal)));

        Assert.Equal(header, sample.Header);
        Assert.Contains(advice, string.Join(' ', finding.Mistakes), StringComparison.Ordinal);
        Assert.Equal(part, finding.Difference?.Part?.ToString().ToLowerInvariant());
        Assert.Equal(Samples.Hash(Samples.Body), finding.BodyDigest);
        Assert.Equal(digest, finding.Digest);
    }

    [Fact]
    public void Names_what_receivers_get_wrong_about_the_callback_of_iFortepay()
    {
        var sample = Samples.All[4];
        foreach (var (wrong, advice) in ((string, string)[])
            [
                (sample.Text.Replace("https://toko.example", "", StringComparison.Ordinal), "path or URL"),
                (sample.Text.Replace("https:", "http:", StringComparison.Ordinal), "path or URL"),
                (sample.Text.Replace("?x=1", "", StringComparison.Ordinal), "query was not signed"),
                (sample.Text.Replace("+07:00", "+0700", StringComparison.Ordinal), "timestamp"),
            ])
        {
            var found = string.Join(' ', sample.Ask(sample.Sign(wrong)).Mistakes);
            Assert.Contains(advice, found, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Names_what_json_encode_makes_of_a_webhook_of_IPG()
    {
        var sample = Samples.All[9];
        var finding = sample.Ask(sample.Sign(
            Samples.Minified.Replace("/", "\\/", StringComparison.Ordinal)
                .Replace("Ś", "\\u015a", StringComparison.Ordinal)));

        Assert.Contains("json_encode", string.Join(' ', finding.Mistakes), StringComparison.Ordinal);
        Assert.NotNull(finding.Difference);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    public void Is_right_for_either_line_end_of_a_body_that_a_form_has_carried(string line)
    {
        var sample = Samples.All[8];
        var body = $"{{{line}\"va_number\":{line}\"1\"}}";

        Assert.Equal(
            LabVerdict.Right,
            sample.Ask(sample.Sign(body), body.Replace(line, "\r\n", StringComparison.Ordinal)).Verdict);
    }

    [Fact]
    public void Says_of_hex_that_it_is_taken_though_the_contract_says_base64()
    {
        var sample = Samples.All[0];
        var finding = sample.Ask(Convert.ToHexStringLower(Convert.FromBase64String(sample.Sign(sample.Text))));

        Assert.Equal(LabVerdict.Lenient, finding.Verdict);
        Assert.Contains("hex", string.Join(' ', finding.Mistakes), StringComparison.Ordinal);
        Assert.Null(finding.Difference);
    }

    [Fact]
    public void Is_right_for_every_callback_that_is_recorded()
    {
        var files = Directory.GetFiles(Samples.Folder, "*.http", SearchOption.AllDirectories)
            .Where(file => file.Contains("/callbacks/", StringComparison.Ordinal)).ToArray();
        Assert.True(files.Length >= 5);

        foreach (var file in files)
        {
            var text = File.ReadAllText(file);
            using var credential = LabCredential.OfSecret(Remark(text, "key")!);
            var finding = Laboratory.Examine(
                new() { Dialect = DialectOf(file), Kind = LabKind.Callback, Text = text, Credential = credential },
                Samples.Now);

            Assert.Equal(LabVerdict.Right, finding.Verdict);
            if (Remark(text, "signs") is { } signs)
                Assert.Equal(signs, Encoding.UTF8.GetString(finding.Right.Bytes));
        }
    }

    static string? Remark(string text, string name) => text.Split('\n')
        .FirstOrDefault(line => line.StartsWith($"# {name}: ", StringComparison.Ordinal))?[(name.Length + 4)..];

    static string DialectOf(string file) => file.Split("/callbacks/")[0].Split('/')[^1] switch
    {
        "IFortepay" => "ifortepay",
        "SingaPay" => "singapay",
        "Snap" => "snap",
        _ => "ipg-biller",
    };

    static string Masked(Sample sample) => sample is { Dialect: "singapay", Kind: LabKind.Token }
        ? sample.Text.Replace(Samples.Secret, "(the client secret)", StringComparison.Ordinal)
        : sample.Text;
}
