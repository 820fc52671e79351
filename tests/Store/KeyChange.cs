using System.Text;
using Dapper;
using Periksa.Operators;
using Periksa.Operators.Credentials;
using Periksa.Operators.Resealing;
using Periksa.Partners;
using Periksa.Partners.Sealing;
using Periksa.Partners.Tokens;

namespace Periksa.Store.Tests;

/// <summary>A shop whose secrets are to be sealed anew under another master key.</summary>
sealed class KeyChange(Shop shop)
{
    public static readonly MasterKey Former = new("shop", new byte[MasterKeys.KeyLength]);
    public static readonly MasterKey New = new("2026b", [.. Enumerable.Repeat((byte)7, MasterKeys.KeyLength)]);
    public static readonly MasterKeys Both = new(New, Former);
    public static readonly MasterKeys OnlyNew = new(New);

    public Task Clear() => shop.Execute("""
        delete from credentials where dialect <> 'sento';
        delete from provider_tokens; delete from hosts; truncate token_keys
        """);

    public Task<Outcome<ResealedEntry>> Reseal(
        string? reason = null, Func<ResealedEntry, Task>? tell = null, CancellationToken cancel = default) =>
        new SecretResealing(shop.Source, () => Both).Reseal(
            Office.Ayu, reason, tell ?? (static _ => Task.CompletedTask), cancel);

    /// <summary>A host at work.</summary>
    /// <param name="tells">False for one of a build that tells no prints.</param>
    public Task AddHost(string name, MasterKeys keys, bool tells = true) => shop.Execute(
        """
        insert into hosts (name, version, seen_at, keys, memory_age, key_prints)
        values (@name, '1', clock_timestamp() + interval '1 minute', @ids, '0', @prints)
        on conflict do nothing
        """,
        new { name, ids = keys.Ids.ToArray(), prints = tells ? keys.Prints.ToArray() : [] });

    /// <summary>A key of tokens, and a provider's token.</summary>
    public async Task AddTokens()
    {
        await new TokenKeys(shop.Source, Shop.Seals, shop.Shared, new KeptLog<TokenKeys>()).Renew(default);
        await shop.Execute(
            "insert into provider_tokens (connector, token, good_until) values ('iluma', @whole, now())",
            new { whole = Shop.Seals.Seal("token"u8, Places.ProviderToken("iluma")) });
    }

    public async Task AddMany(int count)
    {
        var names = Enumerable.Range(0, count).Select(i => $"a{i:D4}").ToArray();
        await shop.Execute(
            """
            insert into credentials (dialect, name, partner, client_secret)
            select 'paydia', name, 'toko', whole from unnest(@names, @wholes) as n (name, whole)
            """,
            new
            {
                names,
                wholes = names.Select(name => Shop.Seals.Seal("s3cret"u8, $"credentials/paydia/{name}")).ToArray(),
            });
    }

    public async Task<IReadOnlyList<SealedSecret>> Sealed()
    {
        await using var connection = await shop.Source.OpenConnectionAsync();
        return await SealedColumn.ReadAll(connection, default);
    }

    /// <summary>The same, to be compared.</summary>
    public async Task<string[]> Bytes() =>
        [.. (await Sealed()).Select(one => $"{one.Place} {Convert.ToHexStringLower(one.Whole)}")];

    public async Task<int> UnderNew() => (await Sealed()).Count(one => Both.IsUnderCurrent(one.Whole));

    public async Task AllOpen(MasterKeys keys) =>
        Assert.All(await Sealed(), one => Assert.NotNull(keys.Open(one.Whole, one.Place)));

    /// <summary>What operators see of credentials.</summary>
    public async Task<string[]> Rows()
    {
        await using var connection = await shop.Source.OpenConnectionAsync();
        return [.. await connection.QueryAsync<string>(
            "select concat_ws(' ', name, secret_at, version) from credentials order by name")];
    }

    /// <summary>What a host that has the new key alone remembers.</summary>
    public async Task<ReferenceCache> Memory()
    {
        var memory = new ReferenceCache(
            shop.Source, shop.Budgets, OnlyNew, TimeProvider.System, new KeptLog<ReferenceCache>());
        await memory.Refresh(CancellationToken.None);
        return memory;
    }

    public static string Secret(ReferenceCache memory, IssuedCredential issued) =>
        Encoding.UTF8.GetString(Office.Find(memory, issued)!.ClientSecret!.Bytes);
}
