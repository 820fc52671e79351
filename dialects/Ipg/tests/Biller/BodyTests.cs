using System.Text;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Ipg.Tests.Biller;

/// <summary>Bodies that no golden can hold: not text, or long.</summary>
public class BodyTests
{
    const string Malformed =
        "400 BILLER_INVALID_TRANSACTION The body must be one JSON object, in UTF-8, that names nothing twice.";

    [Fact]
    public async Task Has_at_most_64_KiB()
    {
        Assert.Equal("200 SUCCESS success", await DialectHost.Ask(Letter.Making().Padded(Body.LimitBytes)));
        Assert.StartsWith(
            "413 ", await DialectHost.Ask(Letter.Making().Padded(Body.LimitBytes + 1)), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(HostileFileTests.NotUtf8), MemberType = typeof(HostileFileTests))]
    public async Task Is_refused_with(string what, byte[] bytes)
    {
        var letter = Letter.Making();
        letter = letter with { Body = [.. "{\"note\":\""u8, .. bytes, .. "\","u8, .. letter.Body[1..]] };

        var said = await DialectHost.Ask(letter);

        Assert.True(said is Malformed, $"{what}: {said}");
    }

    [Fact]
    public async Task Is_refused_when_it_is_cut_short_anywhere()
    {
        var office = Scripts.Office();
        await using var host = await DialectHost.Open(office);

        for (var length = 0; length < Letter.Bill.Length; length++)
            Assert.Equal(Malformed, await DialectHost.Ask(host, Letter.Making(Letter.Bill[..length])));

        Assert.Null(office.Asked);
    }

    /// <summary>Names in any order, and more of them than anybody knows.</summary>
    [Fact]
    public async Task Is_read_with_a_thousand_names_that_nobody_knows()
    {
        var names = string.Concat(Enumerable.Range(0, 1_000).Select(i => $"\"x{i}\":{i},"));

        Assert.Equal(
            "200 SUCCESS success",
            await DialectHost.Ask(Letter.Making($"{{{names}{Letter.Bill[1..]}")));
    }

    [Theory]
    [InlineData("Authorization", "Bearer")]
    [InlineData("Authorization", "ipg-sandbox-key-toko-maju")]
    [InlineData("Authorization", "Bearer ipg-sandbox-key-toko-maju ipg-sandbox-key-toko-maju")]
    public async Task Is_not_looked_at_when_its_sender_is_nobody(string name, string value) => Assert.StartsWith(
        "401 BILLER_AUTHENTICATION ",
        await DialectHost.Ask(Letter.Making("{").With(name, value)), StringComparison.Ordinal);

    [Fact]
    public async Task Is_not_looked_at_for_a_key_of_whatever_length() => Assert.StartsWith(
        "401 ",
        await DialectHost.Ask(Letter.Making().With("Authorization", $"Bearer {new string('k', 8_000)}")),
        StringComparison.Ordinal);

    [Fact]
    public async Task Is_shown_again_as_it_was_meant()
    {
        var bill = Letter.Bill.Replace("John", "J\\u00f6hn \\u003c", StringComparison.Ordinal);
        await using var host = await DialectHost.Open(Scripts.Office());
        using var request = Letter.Making(bill).ToRequest();
        using var reply = await host.Client.SendAsync(request);

        Assert.Contains("\"customer_name\":\"Jöhn < Doe\"", Encoding.UTF8.GetString(
            await reply.Content.ReadAsByteArrayAsync()), StringComparison.Ordinal);
    }
}
