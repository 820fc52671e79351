namespace Periksa.EndToEnd.Tests;

/// <summary>What a request uses up, and what uses nothing up.</summary>
public sealed class SnapKeyStories(SandboxTests.Sandbox sandbox) : IClassFixture<SandboxTests.Sandbox>
{
    [Fact]
    public async Task What_is_refused_for_what_it_says_or_who_says_it_uses_nothing_up()
    {
        foreach (var dialect in SnapDialect.Both)
        {
            var toko = Snap.Toko(sandbox.Host, dialect);
            var good = new SnapQuestion();
            var request = await toko.Prepare(good);

            SnapRequest[] refused =
            [
                await toko.Prepare(good with { Account = "no-digits" }),
                await toko.Prepare(good with { Account = "" }),
                await toko.Prepare(good with { Body = "{"u8.ToArray() }),
                await toko.Prepare(good with { Stamp = "2020-01-01T00:00:00+07:00" }),
                request.Without("CHANNEL-ID"),
                request.With("X-SIGNATURE", Convert.ToBase64String(new byte[64])),
                request.With("Authorization", "Bearer none"),
                request.With("X-PARTNER-ID", "nobody"),
            ];

            foreach (var one in refused)
                Assert.InRange((int)(await toko.Send(one)).Http, 400, 401);

            Assert.Equal($"200{dialect.Service}00", (await toko.Send(request)).Code);
        }
    }

    [Theory]
    [InlineData("paydia", "999", "0123456789", "4044203")]
    [InlineData("paydia", "014", "404404", "4044211")]
    [InlineData("paydia", "014", "9900000005", "5004202")]
    [InlineData("ifortepay", "999", "0123456789", "4041603")]
    [InlineData("ifortepay", "014", "404404", "2001600")]
    [InlineData("ifortepay", "014", "9900000005", "2001600")]
    public async Task An_answer_uses_both_keys_up_whatever_it_is(string name, string bank, string account, string code)
    {
        var dialect = SnapDialect.Both.Single(one => one.Name == name);
        var toko = Snap.Toko(sandbox.Host, dialect);
        var question = new SnapQuestion { Bank = bank, Account = account };

        Assert.Equal(code, (await toko.Inquire(question)).Code);

        var (again, other) = (new SnapQuestion(), new SnapQuestion());
        Assert.Equal(
            $"409{dialect.Service}00",
            (await toko.Inquire(again with { ExternalId = question.ExternalId })).Code);
        Assert.Equal(
            $"409{dialect.Service}01", (await toko.Inquire(other with { Reference = question.Reference })).Code);
    }

    [Fact]
    public async Task Keys_are_each_callers_own()
    {
        var question = new SnapQuestion();
        foreach (var dialect in SnapDialect.Both)
        {
            Assert.Equal($"200{dialect.Service}00", (await Snap.Toko(sandbox.Host, dialect).Inquire(question)).Code);
            Assert.Equal($"200{dialect.Service}00", (await Snap.Warung(sandbox.Host, dialect).Inquire(question)).Code);
        }
    }
}
