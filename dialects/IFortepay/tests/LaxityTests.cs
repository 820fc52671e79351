using Microsoft.Extensions.DependencyInjection;
using Periksa.Tests.Support;

namespace Periksa.Dialects.IFortepay.Tests;

public class LaxityTests
{
    const string Utc = "2023-01-04T07:49:49Z";

    [Fact]
    public async Task Is_not_counted_where_a_request_keeps_to_the_letter()
    {
        Assert.Empty(await Counted(Letter.Inquiry(), "2001600"));
        Assert.Empty(await Counted(Letter.Token(), "2007300"));
    }

    [Fact]
    public async Task Is_counted_of_an_inquiry_by_what_the_contract_would_refuse()
    {
        var letter = Letter.Inquiry("{}"u8.ToArray(), stamp: Utc);
        letter = letter
            .With("X-EXTERNAL-ID", "9d694c08-4889")
            .With("CHANNEL-ID", "95221")
            .With("Authorization", $"BEARER {ScriptedAccessTokens.Valid}")
            .With("X-SIGNATURE", InHex(letter["X-SIGNATURE"]));

        Assert.Equal(
            ["X-TIMESTAMP", "X-EXTERNAL-ID", "CHANNEL-ID", "hex signature", "scheme"],
            await Counted(letter, "4001602"));
    }

    [Fact]
    public async Task Is_counted_of_a_token_by_what_the_standard_would_refuse()
    {
        var letter = Letter.Token("""{"grant_type":"client_credentials"}""", stamp: Utc);
        letter = letter.With("X-SIGNATURE", InHex(letter["X-SIGNATURE"]));

        Assert.Equal(["X-TIMESTAMP", "hex signature", "grant_type"], await Counted(letter, "2007300"));
    }

    [Fact]
    public async Task Is_not_counted_of_a_stranger()
    {
        Assert.Empty(await Counted(
            Letter.Inquiry("{}"u8.ToArray(), stamp: Utc, secret: "another secret"), "4011600"));
        Assert.Empty(await Counted(
            Letter.Token(stamp: Utc).With("X-SIGNATURE", Convert.ToBase64String(new byte[256])), "4017300"));
    }

    static async Task<IEnumerable<string>> Counted(Letter letter, string code)
    {
        var laxity = new ScriptedLaxity();
        var caller = Callers.Named(Callers.Usual) with { PublicKey = Letter.PublicKey };

        var said = await OneRoom.Ask(letter, services => services
            .AddSingleton<ILaxity>(laxity)
            .AddSingleton<ICredentials>(new ScriptedCredentials(caller)));

        Assert.StartsWith(code, said, StringComparison.Ordinal);
        Assert.All(laxity.Counted, one => Assert.Equal((Callers.Usual, "ifortepay"), (one.Partner, one.Dialect)));
        return laxity.Counted.Select(one => one.What);
    }

    static string InHex(string base64) => Convert.ToHexString(Convert.FromBase64String(base64));
}
