using System.Text;
using Npgsql;
using Periksa.Operators;
using Periksa.Operators.Credentials;
using Periksa.Operators.Resealing;
using Periksa.Partners.Sealing;

namespace Periksa.Store.Tests;

/// <summary>Secrets that are sealed anew under another master key.</summary>
public sealed class ResealTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    readonly Office _office = new(shop);
    readonly KeyChange _change = new(shop);

    public async ValueTask InitializeAsync() => await _change.Clear();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Open_with_the_new_key_alone_and_are_what_they_were()
    {
        IssuedCredential[] issued =
            [await _office.Issue("paydia"), await _office.Issue("singapay"), await _office.Issue("ipg-biller")];
        var (dialect, name) = (issued[0].Credential.Dialect, issued[0].Credential.Name);
        var rotated = (await _office.Credentials.Rotate(Office.Ayu, dialect, name, TimeSpan.FromHours(24))).Done!;
        await _change.AddTokens();
        var before = await _change.Rows();

        var done = (await _change.Reseal()).Done!;

        Assert.Equal((6, 0), (done.Count, done.Before));
        Assert.Equal(6, done.From["shop"]);
        Assert.Equal(["credentials.client_secret 3", "credentials.former_client_secret 1", "provider_tokens.token 1",
            "token_keys.sealed 1"], done.Columns.Select(one => $"{one.Key} {one.Value}").Order());
        await _change.AllOpen(KeyChange.OnlyNew);

        using var memory = await _change.Memory();
        Assert.Empty(memory.Unreadable);
        Assert.Single(memory.Known);
        Assert.All(issued[1..], one => Assert.Equal(one.Secret, KeyChange.Secret(memory, one)));
        Assert.Equal(rotated.Secret, KeyChange.Secret(memory, rotated));
        Assert.Equal(
            issued[0].Secret, Encoding.UTF8.GetString(Office.Find(memory, rotated)!.Former!.ClientSecret!.Bytes));

        // Nobody who edits is told of a change, and a secret is as old as it was.
        Assert.Equal(before, await _change.Rows());
        Assert.Equal((0, 6), ((await _change.Reseal()).Done! is var again ? again.Count : -1, again.Before));
    }

    [Fact]
    public async Task Are_told_of_in_the_audit_trail_without_any_secret()
    {
        var issued = await _office.Issue("paydia");

        await _change.Reseal(reason: "2026a got out");

        var entry = await _office.Latest("masterkey:2026b");
        Assert.Equal(("secrets.reseal", "2026a got out"), (entry.Action, entry.Reason));
        Assert.Equal(1, entry.After!.Value.GetProperty("from").GetProperty("shop").GetInt32());
        Assert.DoesNotContain(issued.Secret, entry.After.Value.GetRawText(), StringComparison.Ordinal);
    }

    // The last is of a build that does not tell.
    [Theory]
    [InlineData("shop", true)]
    [InlineData("2026b", true)]
    [InlineData("2026b", false)]
    public async Task Are_left_alone_while_a_host_at_work_could_not_open_them_and_it_is_named(string key, bool tells)
    {
        await _office.Issue("paydia");
        var before = await _change.Bytes();
        var other = new MasterKeys(new MasterKey(key, new byte[MasterKeys.KeyLength]));
        await _change.AddHost("left-behind", other, tells);
        var office = new CredentialAdministration(shop.Source, Office.Dialects, () => KeyChange.Both);

        var refused = await _change.Reseal();
        var unissued = await office.Issue(Office.Ayu, await _office.Partner(), "paydia");

        foreach (var refusal in new[] { refused.Refusal!, unissued.Refusal! })
        {
            Assert.Equal(RefusalKind.Conflict, refusal.Kind);
            Assert.Contains("left-behind", refusal.Message, StringComparison.Ordinal);
            Assert.Contains("Periksa__FormerMasterKeys", refusal.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, await _change.Bytes());
    }

    [Fact]
    public async Task Are_sealed_anew_once_every_host_has_the_key_and_who_seals_with_another_is_told()
    {
        await _office.Issue("paydia");
        await _change.AddHost("has-it-as-former", new(KeyChange.Former, KeyChange.New));
        await _change.AddHost("seals-with-it", KeyChange.Both);

        var done = (await _change.Reseal()).Done!;

        Assert.Equal(1, done.Count);
        Assert.Equal(["has-it-as-former"], done.Others);
    }

    [Fact]
    public async Task Are_gone_on_with_where_a_run_was_broken_off()
    {
        await _change.AddMany(SecretResealing.BatchLength + 100);
        using var broken = new CancellationTokenSource();

        await Assert.ThrowsAsync<OperationCanceledException>(
            () => _change.Reseal(tell: _ => broken.CancelAsync(), cancel: broken.Token));

        Assert.Equal(SecretResealing.BatchLength, await _change.UnderNew());
        await _change.AllOpen(KeyChange.Both);

        var done = (await _change.Reseal()).Done!;
        Assert.Equal((100, SecretResealing.BatchLength), (done.Count, done.Before));
        await _change.AllOpen(KeyChange.OnlyNew);
    }

    [Fact]
    public async Task Stay_where_they_are_when_a_host_without_the_key_comes_in_between()
    {
        await _change.AddMany(SecretResealing.BatchLength + 100);

        var refused = await _change.Reseal(tell: _ => _change.AddHost("just-come", new(KeyChange.Former)));

        Assert.Contains("just-come", refused.Refusal!.Message, StringComparison.Ordinal);
        Assert.Contains(
            $"{SecretResealing.BatchLength} secrets are", refused.Refusal.Message, StringComparison.Ordinal);
        Assert.Equal(SecretResealing.BatchLength, await _change.UnderNew());
    }

    [Fact]
    public async Task Are_all_as_they_were_in_a_batch_that_fails()
    {
        await _change.AddMany(20);
        var before = await _change.Bytes();
        await shop.Execute("""
            create function fail() returns trigger language plpgsql as $$ begin raise 'as a test wants'; end $$;
            create trigger fail before update on credentials for each row
                when (new.name = 'a0015') execute function fail()
            """);

        await Assert.ThrowsAsync<PostgresException>(() => _change.Reseal());
        var after = await _change.Bytes();
        await shop.Execute("drop function fail cascade");

        Assert.Equal(before, after);
        Assert.Equal(20, (await _change.Reseal()).Done!.Count);
    }

    // By an operator whose hosts have not changed over yet, between the reading of the secret and its turn.
    [Fact]
    public async Task Lose_no_secret_that_is_rotated_meanwhile()
    {
        await _change.AddMany(SecretResealing.BatchLength);
        var last = await _office.Credentials.Issue(Office.Ayu, await _office.Partner(), "singapay", "last");
        var (rotated, isFirst) = (last.Done!, true);

        var done = await _change.Reseal(tell: async _ =>
        {
            if (isFirst)
                rotated = (await _office.Credentials.Rotate(Office.Ayu, "singapay", "last", TimeSpan.Zero)).Done!;

            isFirst = false;
        });

        Assert.Equal(SecretResealing.BatchLength + 1, done.Done!.Count);
        await _change.AllOpen(KeyChange.OnlyNew);
        using var memory = await _change.Memory();
        Assert.Equal(rotated.Secret, KeyChange.Secret(memory, rotated));
    }

    [Fact]
    public async Task Are_what_was_issued_last_after_many_rotations_at_the_same_time()
    {
        var issued = new List<IssuedCredential>();
        for (var i = 0; i < 8; i++)
            issued.Add(await _office.Issue("singapay"));

        var rotations = issued.Select(async one =>
        {
            for (var i = 0; i < 10; i++)
            {
                var (dialect, name) = (one.Credential.Dialect, one.Credential.Name);
                one = (await _office.Credentials.Rotate(Office.Ayu, dialect, name, TimeSpan.FromHours(1))).Done!;
            }

            return one;
        });
        var reseals = Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
                Assert.NotNull((await _change.Reseal()).Done);
        });
        var latest = await Task.WhenAll(rotations);
        await reseals;

        await _change.Reseal();
        await _change.AllOpen(KeyChange.OnlyNew);
        using var memory = await _change.Memory();
        Assert.All(latest, one => Assert.Equal(one.Secret, KeyChange.Secret(memory, one)));
    }

    [Fact]
    public async Task Are_named_where_no_key_opens_them_and_the_others_are_sealed_anew()
    {
        await _office.Issue("paydia");
        var gone = new MasterKeys(new MasterKey("gone", [.. Enumerable.Repeat((byte)9, MasterKeys.KeyLength)]));
        await shop.Execute(
            "insert into credentials (dialect, name, partner, client_secret) values ('paydia', 'lost', 'toko', @whole)",
            new { whole = gone.Seal("s3cret"u8, "credentials/paydia/lost") });

        var done = (await _change.Reseal()).Done!;

        Assert.Equal(1, done.Count);
        Assert.Equal(["credentials/paydia/lost"], done.Unopened);
    }
}
