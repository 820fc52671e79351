using System.Security.Cryptography;
using System.Text;
using Dapper;
using Periksa.Operators;
using Periksa.Operators.Credentials;
using Periksa.Partners;
using Periksa.Partners.Tokens;

namespace Periksa.Store.Tests;

/// <summary>Credentials whose secrets are replaced or revoked, and what hosts know of them then.</summary>
public sealed class CredentialRotationTests(Shop shop) : IClassFixture<Shop>
{
    static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    readonly Office _office = new(shop);

    [Theory]
    [InlineData("sento")]
    [InlineData("paydia")]
    [InlineData("singapay")]
    [InlineData("ipg-channel")]
    [InlineData("ipg-biller")]
    public async Task Open_the_door_with_both_secrets_until_the_overlap_is_over(string dialect)
    {
        var first = await _office.Issue(dialect);
        var second = (await _office.Credentials.Rotate(
            Office.Ayu, dialect, first.Credential.Name, Hour, version: first.Credential.Version)).Done!;

        var clock = new SetClock(TimeProvider.System.GetUtcNow());
        using var memory = await _office.Memory(clock);
        Assert.Equal((true, true), Opens(memory, second, first));

        // What we sign is signed with the new one at once.
        Assert.NotEqual(first.Secret, second.Secret);
        if (Office.Find(memory, second)!.ClientSecret is { } signing)
            Assert.Equal(second.Secret, Encoding.UTF8.GetString(signing.Bytes));

        clock.Now = second.Credential.FormerUntil!.Value.AddTicks(-1);
        Assert.Equal((true, true), Opens(memory, second, first));
        clock.Now = second.Credential.FormerUntil.Value;
        Assert.Equal((true, false), Opens(memory, second, first));
    }

    [Fact]
    public async Task Open_the_door_with_the_new_secret_alone_when_there_is_no_overlap()
    {
        var first = await _office.Issue("paydia");
        using var memory = await _office.Memory();
        var tokens = new AccessTokens(memory, TimeProvider.System);
        var token = await Office.Token(tokens, memory, first);

        var second = (await _office.Credentials.Rotate(
            Office.Ayu, "paydia", first.Credential.Name, TimeSpan.Zero)).Done!;
        await memory.Refresh(CancellationToken.None);

        Assert.Equal((true, false), Opens(memory, second, first));
        Assert.Null(second.Credential.FormerUntil);
        Assert.Equal(first.Credential.PublicKeySha256, second.Credential.PublicKeySha256);
        Assert.Equal(TokenVerdict.Expired, await tokens.Check(token, Office.Find(memory, second)!, default));
    }

    [Fact]
    public async Task Take_both_public_keys_and_tokens_of_both_while_two_overlap()
    {
        var first = await _office.Issue("paydia");
        using var memory = await _office.Memory();
        var tokens = new AccessTokens(memory, TimeProvider.System);
        var token = await Office.Token(tokens, memory, first);
        using var pair = RSA.Create(2048);

        var second = (await _office.Credentials.Rotate(
            Office.Ayu, "paydia", first.Credential.Name, Hour, pair.ExportSubjectPublicKeyInfo())).Done!;
        await memory.Refresh(CancellationToken.None);

        var known = Office.Find(memory, second)!;
        Assert.Equal(
            [second.Credential.PublicKeySha256!, first.Credential.PublicKeySha256!],
            known.PublicKeys.Select(key => Convert.ToHexStringLower(SHA256.HashData(key.Span))));
        Assert.Equal(TokenVerdict.Valid, await tokens.Check(token, known, default));
        Assert.Equal(TokenVerdict.Expired, await tokens.Check(token, known with { Former = null }, default));
    }

    [Fact]
    public async Task Are_rotated_by_nobody_who_has_seen_an_older_version()
    {
        var issued = await _office.Issue("sento");
        var name = issued.Credential.Name;
        await _office.Credentials.Edit(Office.Ayu, "sento", name, one => one with { Addresses = ["203.0.113.7"] });

        var refused = await _office.Credentials.Rotate(
            Office.Ayu, "sento", name, Hour, version: issued.Credential.Version);

        Assert.Equal(RefusalKind.Stale, refused.Refusal!.Kind);
        var known = await _office.Known(issued);
        Assert.True(known!.HasApiKey(issued.Secret));
        Assert.Equal("203.0.113.7/32", Assert.Single(known.Addresses).ToString());
    }

    [Fact]
    public async Task Are_rotated_once_by_many_at_the_same_time_and_whoever_is_shown_a_secret_has_a_good_one()
    {
        var first = await _office.Issue("singapay");
        Task<Outcome<IssuedCredential>>[] rotations;
        await using (var blocker = await shop.Source.OpenConnectionAsync())
        {
            await using var block = await blocker.BeginTransactionAsync();
            await blocker.ExecuteAsync(
                "select from credentials where name = @Name for update", new { first.Credential.Name });
            rotations =
            [
                .. Enumerable.Range(0, 4).Select(_ => _office.Credentials.Rotate(
                    Office.Ayu, "singapay", first.Credential.Name, TimeSpan.Zero)),
            ];
            while (await shop.Ask<int>("""
                select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
                """) < rotations.Length)
            {
                await Task.Delay(20);
            }
        }

        var outcomes = await Task.WhenAll(rotations);

        var rotated = Assert.Single(outcomes, one => one.Done is not null).Done!;
        Assert.Equal(3, outcomes.Count(one => one.Refusal?.Kind is RefusalKind.Stale));
        using var memory = await _office.Memory();
        Assert.Equal((true, false), Opens(memory, rotated, first));
    }

    [Fact]
    public async Task Open_no_door_and_keep_no_secret_once_they_are_revoked()
    {
        var issued = await _office.Issue("paydia");
        var name = issued.Credential.Name;
        using var memory = await _office.Memory();
        var tokens = new AccessTokens(memory, TimeProvider.System);
        var token = await Office.Token(tokens, memory, issued);
        await _office.Credentials.Rotate(Office.Ayu, "paydia", name, Hour);

        var revoked = await _office.Credentials.Revoke(Office.Ayu, "paydia", name);
        await memory.Refresh(CancellationToken.None);

        Assert.NotNull(revoked.Done!.RevokedAt);
        Assert.Null(Office.Find(memory, issued));
        Assert.Equal(1, await shop.Ask<int>(
            """
            select count(*) from credentials
            where name = @name and coalesce(client_secret, public_key, former_client_secret, api_key_hash) is null
            """,
            new { name }));
        Assert.Equal(RefusalKind.Conflict, (await _office.Credentials.Rotate(
            Office.Ayu, "paydia", name, Hour)).Refusal!.Kind);

        // Issued anew, it is another: no token of before is good.
        var again = await _office.Credentials.Issue(Office.Ayu, issued.Credential.Partner, "paydia", name);
        await memory.Refresh(CancellationToken.None);
        Assert.Equal(TokenVerdict.Expired, await tokens.Check(token, Office.Find(memory, again.Done!)!, default));
        Assert.Equal(TokenVerdict.Valid, await tokens.Check(
            await Office.Token(tokens, memory, again.Done!), Office.Find(memory, again.Done!)!, default));
    }

    [Fact]
    public async Task Never_become_another_partners()
    {
        var issued = await _office.Issue("sento");
        await _office.Credentials.Revoke(Office.Ayu, "sento", issued.Credential.Name);

        var refused = await _office.Credentials.Issue(
            Office.Ayu, await _office.Partner(), "sento", issued.Credential.Name);

        Assert.Equal(RefusalKind.Duplicate, refused.Refusal!.Kind);
    }

    static (bool New, bool Old) Opens(ReferenceCache memory, IssuedCredential current, IssuedCredential former)
    {
        var known = Office.Find(memory, current)!;
        return (Has(known, current.Secret), Has(known, former.Secret));

        bool Has(Credential credential, string secret) =>
            credential.Dialect.Value switch
            {
                "sento" => credential.HasApiKey(secret),
                "ipg-biller" => memory.FindByKey(credential.Dialect, secret)?.Name == credential.Name,
                _ => credential.ClientSecrets.Any(
                    one => one.Bytes.SequenceEqual(Encoding.UTF8.GetBytes(secret))),
            };
    }
}
