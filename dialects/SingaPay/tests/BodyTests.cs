using System.Text;
using Periksa.Wire.Http;

namespace Periksa.Dialects.SingaPay.Tests;

/// <summary>Bodies that no golden can hold: not text, or long.</summary>
public class BodyTests
{
    const string Beneficiary = """{"bank_code":"002","bank_account_number":"1234567890000"}""";
    const string SwiftBeneficiary = """{"bank_swift_code":"BRINIDJA","bank_account_number":"1234567890000"}""";
    const string Fee = """{"amount":50000,"bank_swift_code":"BRINIDJA"}""";

    static readonly Letter[] Version2 =
    [
        Letter.To(Letter.StatusPath, Letter.Reference),
        Letter.Transfer(),
        Letter.To(Letter.BeneficiaryPath, Beneficiary),
    ];

    static readonly Letter[] Version1 =
    [
        Letter.Token(),
        Letter.To(Letter.SwiftBeneficiaryPath, SwiftBeneficiary),
        Letter.To(Letter.FeePath, Fee),
    ];

    public static TheoryData<string, byte[]> NotUtf8 => new()
    {
        { "a lone continuation byte", [0x80] },
        { "Latin-1", [0xE9] },
        { "cut short", [0xF0, 0x9F, 0x98] },
        { "an overlong slash", [0xC0, 0xAF] },
        { "an overlong U+0000", [0xC0, 0x80] },
        { "a surrogate", [0xED, 0xA0, 0xBD] },
        { "beyond U+10FFFF", [0xF4, 0x90, 0x80, 0x80] },
        { "a raw U+0000", [0x00] },
    };

    [Fact]
    public async Task Has_at_most_64_KiB()
    {
        foreach (var letter in Version2)
        {
            Assert.Equal("200 SP000 Successfully", await Ask(letter.Padded(Body.LimitBytes)));
            Assert.Equal("413 SP012 Bad Request", await Ask(letter.Padded(Body.LimitBytes + 1)));
        }

        foreach (var letter in Version1)
        {
            Assert.Equal("200", await Ask(letter.Padded(Body.LimitBytes)));
            Assert.Equal("413 Request Entity Too Large", await Ask(letter.Padded(Body.LimitBytes + 1)));
        }
    }

    [Theory, MemberData(nameof(NotUtf8))]
    public async Task Is_refused_with(string what, byte[] bytes)
    {
        var status = await Ask(With(Letter.To(Letter.StatusPath, Letter.Reference), bytes));
        var fee = await Ask(With(Letter.To(Letter.FeePath, Fee), bytes));
        var token = await Ask(With(Letter.Token(), bytes));

        Assert.True(status is "400 SP012 Bad Request", $"{what}: {status}");
        Assert.True(fee is "400 Bad Request", $"{what}: {fee}");
        Assert.True(token is "400 Bad Request", $"{what}: {token}");
    }

    /// <summary>Nothing is ever longer once it is signed, whatever fills the body.</summary>
    [Theory]
    [InlineData("\\u0001")]
    [InlineData("\\u0022")]
    [InlineData("\\ud83d\\ude00")]
    [InlineData("\\/")]
    [InlineData("é")]
    public async Task Is_signed_however_it_is_filled(string filling)
    {
        var filled = string.Concat(Enumerable.Repeat(filling, 60_000 / Encoding.UTF8.GetByteCount(filling)));
        var body = $"{{{Letter.Order[1..^1]},\"zone\":\"{filled}\"}}";
        var signed = Letter.Transfer(PlainCanonical.Of(body));

        Assert.Equal("200 SP000 Successfully", await Ask(signed with { Body = Encoding.UTF8.GetBytes(body) }));
    }

    [Fact]
    public async Task Is_read_by_whatever_length_a_number_has()
    {
        var body = Letter.Order.Replace("50000", new string('9', 60_000), StringComparison.Ordinal);

        Assert.Equal(
            "422 SP018 Validation error - The amount field must not be greater than 1000000000000.",
            await Ask(Letter.Transfer(body)));
    }

    static Letter With(Letter letter, byte[] bytes) =>
        letter with { Body = [.. "{\"note\":\""u8, .. bytes, .. "\","u8, .. letter.Body[1..]] };

    static Task<string> Ask(Letter letter) => DialectHost.Ask(letter, _ => { });
}
