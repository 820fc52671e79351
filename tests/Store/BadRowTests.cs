using Periksa.Partners;
using Periksa.Partners.Sealing;

namespace Periksa.Store.Tests;

/// <summary>A row that is no good: it refuses its own credential, says so, and harms nobody else.</summary>
public sealed class BadRowTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    const string Bad = "bad";
    const string Fine = "fine";

    static readonly MasterKeys Others = new(new MasterKey("other", [.. Enumerable.Repeat((byte)7, 32)]));

    static readonly MasterKeys WrongKey = new(new MasterKey("shop", [.. Enumerable.Repeat((byte)9, 32)]));

    readonly KeptLog<ReferenceCache> _log = new();

    public async ValueTask InitializeAsync()
    {
        await shop.Execute("""
            delete from callback_endpoints;
            delete from credentials where dialect <> 'sento';
            delete from prices where partner = 'toko' and dialect = 'paydia';
            update partners set active = true;
            """);
        await Add(Fine, Shop.Seals);
        await Add(Bad, Shop.Seals);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("update credentials set addresses = '{NULL}' where name = 'bad'", "a null")]
    [InlineData("update credentials set public_key = '\\x3003020101' where name = 'bad'", "no RSA key")]
    [InlineData("update credentials set client_secret = '\\x00' where name = 'bad'", "opens its secret")]
    [InlineData("update credentials set client_secret = (select client_secret from credentials where name = 'fine') "
        + "where name = 'bad'", "opens its secret")]
    [InlineData("insert into callback_endpoints values ('paydia', 'bad', 'not a url')", "'not a url'")]
    [InlineData("update credentials set va_refusal = 'brief' where name = 'bad'", "its va_refusal is brief")]
    [InlineData("update credentials set va_expired = '4042519' where name = 'bad'", "its va_expired is 4042519")]
    [InlineData("update credentials set va_repeat = 'again' where name = 'bad'", "its va_repeat is again")]
    [InlineData("insert into callback_endpoints values ('paydia', 'bad', 'ftp://there/')", "ftp://there/")]
    [InlineData("insert into prices values ('toko', 'paydia', '9999-12-31 23:59:59+00'::timestamptz + '1 year', 1)",
        "a price cannot be read")]
    public async Task Refuses_its_own_credential_and_nobody_elses(string spoil, string reason)
    {
        using var memory = await Open(Shop.Seals);
        Assert.NotNull(memory.Find(new("paydia"), new(Bad)));

        await BehindTheConstraints(spoil);
        await memory.Refresh(CancellationToken.None);
        await shop.Execute("update partners set active = false where id = 'warung'");
        await memory.Refresh(CancellationToken.None);

        Assert.Null(memory.Find(new("paydia"), new(Bad)));
        Assert.False(memory.Find(new("paydia"), new(Fine))!.Partner.Active);
        Assert.True(memory.Find(new("sento"), new("toko"))!.Partner.Active);
        Assert.Contains(reason, Assert.Single(memory.Unreadable).Reason, StringComparison.Ordinal);
        Assert.False(memory.IsMasterKeyWrong);
        Assert.Contains($"paydia {Bad}", Assert.Single(_log.Texts), StringComparison.Ordinal);
    }

    /// <summary>What happens to its inquiries and bills is told all the same, once a host can sign it.</summary>
    [Fact]
    public async Task Is_called_back_though_this_host_cannot_read_its_secret()
    {
        await BehindTheConstraints("""
            update credentials set client_secret = '\x00' where name = 'bad';
            insert into callback_endpoints values ('paydia', 'bad', 'https://bad.example/')
            """);
        using var memory = await Open(Shop.Seals);
        ICredentials credentials = memory;

        Assert.Null(memory.Find(new("paydia"), new(Bad)));
        Assert.True(credentials.IsCalledBack(new("paydia"), new(Bad)));
        Assert.False(credentials.IsCalledBack(new("paydia"), new(Fine)));
        Assert.Equal(Bad, credentials.CalledBack(new("paydia"), new("toko"))?.Value);
        Assert.Null(credentials.CalledBack(new("paydia"), new("warung")));
    }

    [Fact]
    public async Task Of_a_dialect_that_nobody_speaks_is_told_which_ones_there_are()
    {
        using var memory = await Open(Shop.Seals);
        await shop.Execute("""
            insert into credentials (dialect, name, partner, client_secret)
            select 'paidya', 'typo', partner, client_secret from credentials where name = 'fine'
            """);
        await memory.Refresh(CancellationToken.None);

        Assert.Equal(
            "no dialect is called so; there are sento, paydia", Assert.Single(memory.Unreadable).Reason);
        Assert.NotNull(memory.Find(new("paydia"), new(Fine)));
        await shop.Execute("delete from credentials where name = 'typo'");
    }

    [Fact]
    public async Task Is_read_again_once_it_is_mended()
    {
        await BehindTheConstraints("update credentials set addresses = '{NULL}' where name = 'bad'");
        using var memory = await Open(Shop.Seals);
        Assert.Null(memory.Find(new("paydia"), new(Bad)));

        await shop.Execute("update credentials set addresses = '{10.0.0.0/8}' where name = 'bad'");
        await memory.Refresh(CancellationToken.None);

        Assert.NotNull(memory.Find(new("paydia"), new(Bad)));
        Assert.Empty(memory.Unreadable);
        Assert.Equal(2, _log.Texts.Count);
    }

    [Fact]
    public async Task Is_no_wrong_master_key_where_another_secret_opens_but_none_opening_is()
    {
        await shop.Execute(
            "update credentials set client_secret = @secret where name = 'bad'",
            new { secret = Others.Seal("s3cret"u8, Places.ClientSecret(new("paydia"), new(Bad))) });

        using var right = await Open(Shop.Seals);
        using var wrong = await Open(WrongKey);
        using var other = await Open(Others);

        Assert.False(right.IsMasterKeyWrong);
        Assert.True(wrong.IsMasterKeyWrong);
        Assert.False(other.IsMasterKeyWrong);
        Assert.Equal([Bad], right.Unreadable.Select(one => one.Name));
        Assert.DoesNotContain("s3cret", string.Concat(_log.Texts), StringComparison.Ordinal);
    }

    async Task BehindTheConstraints(string statement)
    {
        await shop.Execute("""
            alter table credentials drop constraint if exists addresses_are_whole;
            alter table credentials drop constraint if exists public_key_is_der;
            alter table credentials drop constraint if exists client_secret_is_sealed;
            alter table credentials drop constraint if exists va_refusal_is_known;
            alter table credentials drop constraint if exists va_expired_is_known;
            alter table credentials drop constraint if exists va_repeat_is_known;
            alter table callback_endpoints drop constraint if exists url_can_be_posted_to;
            """);
        await shop.Execute(statement);
    }

    Task Add(string name, MasterKeys seals) => shop.Execute(
        """
        insert into credentials (dialect, name, partner, client_secret, public_key)
        values ('paydia', @name, @partner, @whole, @key)
        """,
        new
        {
            name,
            partner = name is Bad ? Shop.Toko : Shop.Warung,
            whole = seals.Seal("s3cret"u8, Places.ClientSecret(new("paydia"), new(name))),
            key = RsaKeys.Public,
        });

    async Task<ReferenceCache> Open(MasterKeys seals)
    {
        var memory = new ReferenceCache(
            shop.Source, shop.Budgets, seals, shop.Clock, _log, served: new(["sento", "paydia"]));
        await memory.Refresh(CancellationToken.None);
        return memory;
    }
}
