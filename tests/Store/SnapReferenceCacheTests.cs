using Periksa.Partners;
using Periksa.Partners.Sealing;
using Periksa.Partners.Tokens;
using Periksa.Sandbox.Store;

namespace Periksa.Store.Tests;

/// <summary>What a host remembers for callers that sign: known after one refresh.</summary>
public sealed class SnapReferenceCacheTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    readonly KeptLog<ReferenceCache> _log = new();

    public async ValueTask InitializeAsync() => await shop.Execute(
        "delete from callback_endpoints; delete from credentials where dialect <> 'sento'");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Knows_new_credentials_with_all_that_belongs_to_them()
    {
        using var memory = await Open();

        await Add("8f54", Shop.Seals, "s3cret");
        await shop.Execute("""
            update partners set snap_profile = 'strict' where id = 'warung';
            insert into callback_endpoints values ('paydia', '8f54', 'https://warung.example/callback?a=1')
            """);
        await memory.Refresh(CancellationToken.None);

        var credential = memory.Find(new("paydia"), new("8f54"))!;
        Assert.True(credential.ClientSecret!.Bytes.SequenceEqual("s3cret"u8));
        Assert.Equal(RsaKeys.Public, credential.PublicKey.ToArray());
        Assert.Equal("https://warung.example/callback?a=1", credential.CallbackUrl);
        Assert.True(credential.Partner.IsStrict);
        Assert.Equal("paydia:8f54", credential.Caller);
        Assert.Equal(["8f54", "warung"], memory.Of(credential.Partner).Select(one => one.Name.Value).Order());
        Assert.Equal((null, null, true), AllOf(memory.Find(new("sento"), new("toko"))!));
        Assert.Empty(memory.Unreadable);

        static (string? Secret, string? Url, bool HasNoKey) AllOf(Credential credential) =>
            (credential.ClientSecret?.ToString(), credential.CallbackUrl, credential.PublicKey.IsEmpty);
    }

    [Fact]
    public async Task Knows_whose_clock_shows_UTC_as_soon_as_it_is_said()
    {
        await Add("8f54", Shop.Seals, "s3cret");
        using var memory = await Open();
        Assert.False(memory.Find(new("paydia"), new("8f54"))!.HasUtcClock);

        await shop.Execute("update credentials set quirks = '{utc-clock}' where name = '8f54'");
        await memory.Refresh(CancellationToken.None);

        Assert.True(memory.Find(new("paydia"), new("8f54"))!.HasUtcClock);
    }

    [Theory]
    [InlineData("{utc_clock}")]
    [InlineData("{utc-clock,another}")]
    [InlineData("{NULL}")]
    public async Task Is_told_of_no_quirk_that_nobody_knows(string quirks)
    {
        await Add("8f54", Shop.Seals, "s3cret");

        var refusal = await Assert.ThrowsAsync<Npgsql.PostgresException>(
            () => shop.Execute("update credentials set quirks = @quirks::text[] where name = '8f54'", new { quirks }));

        Assert.Equal("quirks_are_known", refusal.ConstraintName);
    }

    [Fact]
    public async Task Knows_who_is_a_bank_and_on_which_terms_as_soon_as_it_is_said()
    {
        await Add("8f54", Shop.Seals, "s3cret");
        using var memory = await Open();
        var before = memory.Find(new("paydia"), new("8f54"))!;
        Assert.Equal((false, BankTerms.Usual), (before.IsBank, before.Terms));

        await shop.Execute("""
            update credentials set is_bank = true, va_refusal = 'bare', va_expired = '4032400', va_repeat = 'replay'
            where name = '8f54'
            """);
        await memory.Refresh(CancellationToken.None);

        var after = memory.Find(new("paydia"), new("8f54"))!;
        Assert.True(after.IsBank);
        Assert.Equal(new(BankRefusal.Bare, BankExpired.Transaction, BankRepeat.Replay), after.Terms);
    }

    [Theory]
    [InlineData("va_refusal", "none")]
    [InlineData("va_expired", "4042519")]
    [InlineData("va_repeat", "Replay")]
    public async Task Is_told_of_no_terms_that_nobody_knows(string column, string word)
    {
        await Add("8f54", Shop.Seals, "s3cret");

        var refusal = await Assert.ThrowsAsync<Npgsql.PostgresException>(
            () => shop.Execute($"update credentials set {column} = @word where name = '8f54'", new { word }));

        Assert.Equal($"{column}_is_known", refusal.ConstraintName);
    }

    [Theory]
    [InlineData("update callback_endpoints set url = 'https://elsewhere.example/'", "https://elsewhere.example/")]
    [InlineData("delete from callback_endpoints", null)]
    public async Task Forgets_where_callers_are_no_longer_called_back(string statement, string? url)
    {
        await Add("8f54", Shop.Seals, "s3cret");
        await shop.Execute("insert into callback_endpoints values ('paydia', '8f54', 'https://warung.example/')");
        using var memory = await Open();
        Assert.Equal("https://warung.example/", memory.Find(new("paydia"), new("8f54"))!.CallbackUrl);

        await shop.Execute(statement);
        await memory.Refresh(CancellationToken.None);

        Assert.Equal(url, memory.Find(new("paydia"), new("8f54"))!.CallbackUrl);
        await shop.Execute("delete from callback_endpoints");
    }

    [Fact]
    public async Task Knows_new_token_keys()
    {
        using var memory = await Open(new SandboxClock());
        var keys = new TokenKeys(shop.Source, Shop.Seals, shop.Shared, new KeptLog<TokenKeys>());

        await keys.Renew(CancellationToken.None);
        Assert.Empty(memory.Known);
        await memory.Look(CancellationToken.None);

        Assert.Equal(32, Assert.Single(memory.Known).Secret.Length);
    }

    Task Add(string name, MasterKeys seals, string secret) => shop.Execute(
        """
        insert into credentials (dialect, name, partner, client_secret, public_key)
        values ('paydia', @name, 'warung', @whole, @key)
        """,
        new
        {
            name,
            key = RsaKeys.Public,
            whole =
                seals.Seal(System.Text.Encoding.UTF8.GetBytes(secret), Places.ClientSecret(new("paydia"), new(name))),
        });

    async Task<ReferenceCache> Open(TimeProvider? clock = null)
    {
        var memory = new ReferenceCache(shop.Source, shop.Budgets, Shop.Seals, clock ?? shop.Clock, _log);
        await memory.Refresh(CancellationToken.None);
        return memory;
    }
}
