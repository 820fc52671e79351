using System.Diagnostics;
using System.Security.Cryptography;

namespace Periksa.Lab.Tests;

public class HostileTextTests
{
    const int Kilobyte = 1024;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);   // of a machine that does much else

    public static TheoryData<string> Texts =>
    [
        "", " ", "\n\n\n", "POST", "POST /", "curl", "curl ", "curl -H", "curl 'x", "GET http:// x", "POST /\nx",
        "\0\0\0", "POST /\0 HTTP/1.1\nX-SIGNATURE: \0\n\n\0", "POST /\ud800 HTTP/1.1\n\n\ud800", "###", "#", "=",
        "<script>alert(1)</script>", "POST /<script> HTTP/1.1\n<b>: <i>\n\n<script>", "POST /%zz%00 HTTP/1.1\n\n{",
        "X-SIGNATURE: x", "a:b\n\nc", "POST javascript:alert(1) HTTP/1.1\n\n", "\ufeffPOST / HTTP/1.1\n\n{}",
    ];

    [Theory, MemberData(nameof(Texts))]
    public void Is_explained_or_refused_in_a_sentence(string text)
    {
        foreach (var sample in Samples.All)
        {
            using var credential = sample.Given();
            try
            {
                var finding = Laboratory.Examine(
                    new()
                    {
                        Dialect = sample.Dialect, Text = text, OwnText = text, OwnSignature = text,
                        Credential = credential,
                    },
                    Samples.Now);
                Assert.NotNull(finding.Right);
            }
            catch (Periksa.Host.SettingsException refused)
            {
                Assert.InRange(refused.Message.Length, 20, 400);
            }
        }
    }

    [Fact]
    public void Is_refused_when_it_is_longer_than_any_message()
    {
        foreach (var text in (string[])
            [
                new('x', (64 * Kilobyte) + 1),
                $"POST / HTTP/1.1\nX-TIMESTAMP: {new string('1', 20 * Kilobyte)}\n\n",
                $"POST /{new string('a', 20 * Kilobyte)} HTTP/1.1\n\n",
                $"POST / HTTP/1.1\n{string.Concat(Enumerable.Repeat("a: b\n", 200))}\n",
            ])
        {
            Assert.Throws<Periksa.Host.SettingsException>(
                () => Laboratory.Examine(new() { Dialect = "snap", Text = text }, Samples.Now));
        }
    }

    [Fact]
    public void Costs_little_however_long_it_is()
    {
        foreach (var sample in Samples.All)
        {
            var (slashes, numbers) = (new string('/', 30 * Kilobyte), string.Join(',', Enumerable.Range(0, 4000)));
            var body = $"{{\"a\":\"{slashes}\",\"b\":[{numbers}]}}";
            var watch = Stopwatch.StartNew();
            var finding = sample.Ask(sample.Sign("nothing that is known"), body);

            Assert.Equal(LabVerdict.Wrong, finding.Verdict);
            Assert.True(watch.Elapsed < Patience, $"{sample}: {watch.Elapsed}");
        }
    }

    [Fact]
    public void Is_shown_in_characters_that_can_be_seen()
    {
        var sample = Samples.All[8];
        var finding = sample.Ask("", "{\"a\":\"\u201c\u200b\u00a0\ufffd\u0001\u202e\"}");

        var names = Glyph.Of(finding.Right.Bytes, int.MaxValue).Select(one => one.Name).OfType<string>();
        Assert.Equal(
            ["LEFT", "ZERO", "NO-BREAK", "REPLACEMENT", "CONTROL", "INVISIBLE"],
            names.Select(one => one.Split(' ')[0]));
        Assert.Contains(finding.Notes, note => $"{note}".Contains("ZERO WIDTH SPACE", StringComparison.Ordinal));
        Assert.Equal(new("[FF]", "BYTE FF, no UTF-8"), Glyph.First([0xff]).Glyph);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN PUBLIC KEY-----")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")]
    [InlineData("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----")]
    public void Is_no_key(string pem)
    {
        var refused = Assert.Throws<Periksa.Host.SettingsException>(() => LabCredential.OfKey(pem));
        Assert.DoesNotContain("AAAA", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_no_key_where_it_is_too_small_or_too_long()
    {
        using var small = RSA.Create(1024);
        Assert.Throws<Periksa.Host.SettingsException>(
            () => LabCredential.OfKey(small.ExportSubjectPublicKeyInfoPem()));
        Assert.Throws<Periksa.Host.SettingsException>(() => LabCredential.OfKey(new('A', 17 * Kilobyte)));
        Assert.Throws<Periksa.Host.SettingsException>(() => LabCredential.OfSecret(new('A', 2 * Kilobyte)));
    }
}
