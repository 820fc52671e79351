using Periksa.Operators;
using Periksa.Operators.SigningKeys;
using Periksa.Partners;
using Periksa.Partners.Tokens;

namespace Periksa.Store.Tests;

/// <summary>What signs access tokens is ended by an operator's word.</summary>
public sealed class TokenKeyAdministrationTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    readonly Office _office = new(shop);

    TokenKeyAdministration Keys => new(shop.Source, () => Shop.Seals, TimeProvider.System);

    public async ValueTask InitializeAsync() => await shop.Execute("truncate token_keys");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Is_listed_without_the_key_and_ended_with_all_its_tokens_while_another_is_made()
    {
        var issued = await _office.Issue("paydia");
        using var memory = await _office.Memory();
        var tokens = new AccessTokens(memory, TimeProvider.System);
        var token = await Office.Token(tokens, memory, issued);
        var credential = Office.Find(memory, issued)!;
        Assert.Equal(TokenVerdict.Valid, await tokens.Check(token, credential, CancellationToken.None));

        var key = Assert.Single((await Keys.List(CancellationToken.None)).Data);
        Assert.Equal("shop", key.MasterKey);
        Assert.Equal(key, (await Keys.End(Office.Ayu, key.Id, "was in a backup")).Done);

        var next = Assert.Single((await Keys.List(CancellationToken.None)).Data);
        Assert.NotEqual(key.Id, next.Id);
        await memory.Refresh(CancellationToken.None);
        Assert.Equal(TokenVerdict.Invalid, await tokens.Check(token, credential, CancellationToken.None));
        Assert.Equal(
            TokenVerdict.Valid,
            await tokens.Check(await Office.Token(tokens, memory, issued), credential, CancellationToken.None));
        var told = await _office.Latest($"tokenkey:{key.Id}");
        Assert.Equal(("tokenkey.end", "was in a backup"), (told.Action, told.Reason));
    }

    [Fact]
    public async Task Leaves_the_others_to_sign_and_needs_no_master_key_for_that()
    {
        await shop.Execute("""
            insert into token_keys (id, sealed, made_at)
            select i::text, '', clock_timestamp() - make_interval(days => i) from generate_series(1, 2) i
            """);
        var keys = new TokenKeyAdministration(
            shop.Source, () => throw new InvalidOperationException("No master key is asked for."), TimeProvider.System);

        Assert.NotNull((await keys.End(Office.Ayu, "1", "to see")).Done);
        Assert.Equal("2", Assert.Single((await keys.List(CancellationToken.None)).Data).Id);
        Assert.Equal(RefusalKind.NotFound, (await keys.End(Office.Ayu, "1", "to see")).Refusal!.Kind);
        Assert.Equal(RefusalKind.Invalid, (await keys.End(Office.Ayu, "2", "")).Refusal!.Kind);
    }
}
