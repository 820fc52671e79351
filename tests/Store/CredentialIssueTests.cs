using System.Security.Cryptography;
using System.Text;
using Periksa.Operators;

namespace Periksa.Store.Tests;

/// <summary>Credentials as operators issue them, and what hosts know of them then.</summary>
public sealed class CredentialIssueTests(Shop shop) : IClassFixture<Shop>
{
    readonly Office _office = new(shop);

    [Fact]
    public async Task Open_the_door_of_a_dialect_whose_callers_show_a_key()
    {
        var issued = await _office.Issue("sento");

        var known = await _office.Known(issued);
        Assert.Equal(43, issued.Secret.Length);
        Assert.True(issued.Secret.All(char.IsAsciiLetterOrDigit));
        Assert.True(known!.HasApiKey(issued.Secret));
        Assert.Null(known.ClientSecret);
        Assert.Null(issued.PrivateKey);
        Assert.StartsWith($"{issued.Credential.Partner}-", issued.Credential.Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_the_door_of_a_dialect_whose_callers_sign_with_a_pair_of_keys_made_for_them()
    {
        var issued = await _office.Issue("paydia");

        var known = await _office.Known(issued);
        Assert.Matches(@"\A[0-9a-f]{32}\z", issued.Credential.Name);
        Assert.Equal(issued.Secret, Encoding.UTF8.GetString(known!.ClientSecret!.Bytes));
        using var pair = RSA.Create();
        pair.ImportFromPem(issued.PrivateKey);
        Assert.Equal(pair.ExportSubjectPublicKeyInfo(), known.PublicKey.ToArray());
        Assert.Contains("BEGIN PUBLIC KEY", issued.PublicKey, StringComparison.Ordinal);
        Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData(known.PublicKey.Span)), issued.Credential.PublicKeySha256);
    }

    [Fact]
    public async Task Open_the_doors_of_the_other_dialects()
    {
        var merchant = await _office.Issue("singapay");
        var channel = await _office.Issue("ipg-channel");
        var biller = await _office.Issue("ipg-biller");

        Assert.Equal(merchant.Credential.ClientId, (await _office.Known(merchant))!.ClientId);
        Assert.Matches(@"\A[0-9a-f]{8}\z", merchant.Credential.ClientId);
        Assert.True((await _office.Known(channel))!.MustSign);
        using var memory = await _office.Memory();
        var known = memory.FindByKey(new("ipg-biller"), biller.Secret);
        Assert.Equal(biller.Credential.Name, known!.Name);
        Assert.Equal(biller.Secret, Encoding.UTF8.GetString(known.ClientSecret!.Bytes));
    }

    [Theory]
    [InlineData("pem")]
    [InlineData("der")]
    [InlineData("pkcs1-pem")]
    [InlineData("pkcs1-der")]
    public async Task Take_a_public_key_however_it_is_written(string form)
    {
        using var pair = RSA.Create(2048);
        var file = form switch
        {
            "pem" => Encoding.ASCII.GetBytes($"\r\n{pair.ExportSubjectPublicKeyInfoPem()}\r\n"),
            "der" => pair.ExportSubjectPublicKeyInfo(),
            "pkcs1-pem" => Encoding.ASCII.GetBytes(pair.ExportRSAPublicKeyPem()),
            _ => pair.ExportRSAPublicKey(),
        };

        var issued = await _office.Credentials.Issue(
            Office.Ayu, await _office.Partner(), "paydia", publicKey: file);

        Assert.Null(issued.Done!.PrivateKey);
        Assert.Equal(pair.ExportSubjectPublicKeyInfo(), (await _office.Known(issued.Done))!.PublicKey.ToArray());
    }

    [Fact]
    public async Task Take_no_public_key_that_is_none()
    {
        using var pair = RSA.Create(2048);
        using var small = RSA.Create(1024);
        using var curve = ECDsa.Create();
        byte[][] files =
        [
            [], "no key"u8.ToArray(), Encoding.ASCII.GetBytes(pair.ExportPkcs8PrivateKeyPem()),
            small.ExportSubjectPublicKeyInfo(), curve.ExportSubjectPublicKeyInfo(),
            [.. pair.ExportSubjectPublicKeyInfo(), 0], new byte[100_000],
        ];
        var partner = await _office.Partner();

        foreach (var file in files)
        {
            var refused = await _office.Credentials.Issue(Office.Ayu, partner, "paydia", publicKey: file);
            Assert.Equal(RefusalKind.Invalid, refused.Refusal!.Kind);
        }

        Assert.Equal(RefusalKind.Invalid, (await _office.Credentials.Issue(
            Office.Ayu, partner, "sento", publicKey: pair.ExportSubjectPublicKeyInfo())).Refusal!.Kind);
    }

    [Theory]
    [InlineData("paidya", "paydia?")]
    [InlineData("Sento", "sento?")]
    [InlineData("nosuch\n", "There are sento")]
    public async Task Are_issued_in_no_dialect_that_nobody_speaks(string dialect, string said)
    {
        var refused = await _office.Credentials.Issue(Office.Ayu, await _office.Partner(), dialect);

        Assert.Equal(RefusalKind.Invalid, refused.Refusal!.Kind);
        Assert.Contains(said, refused.Refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("line\nbreak")]
    [InlineData("nül")]
    [InlineData("0123456789012345678901234567890123456")]
    public async Task Are_called_nothing_that_cannot_be_sent(string name)
    {
        var refused = await _office.Credentials.Issue(Office.Ayu, await _office.Partner(), "paydia", name);

        Assert.Equal(RefusalKind.Invalid, refused.Refusal!.Kind);
    }

    [Fact]
    public async Task Are_called_by_any_name_that_can()
    {
        var issued = await _office.Credentials.Issue(
            Office.Ayu, await _office.Partner(), "paydia", "<b>\"it's\"</b>/:;--");

        Assert.NotNull(await _office.Known(issued.Done!));
    }

    [Fact]
    public async Task Are_issued_once_by_two_at_once_and_the_other_hears_that_there_is_one()
    {
        var partner = await _office.Partner();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(
            _ => _office.Credentials.Issue(Office.Ayu, partner, "sento", $"name-of-{partner}")));

        var won = Assert.Single(outcomes, one => one.Done is not null).Done!;
        Assert.Equal(5, outcomes.Count(one => one.Refusal?.Kind is RefusalKind.Duplicate));
        Assert.True((await _office.Known(won))!.HasApiKey(won.Secret));
    }

    [Fact]
    public async Task Are_issued_to_nobody_who_is_not_there()
    {
        var refused = await _office.Credentials.Issue(Office.Ayu, "nobody", "sento");

        Assert.Equal(RefusalKind.NotFound, refused.Refusal!.Kind);
    }

    [Fact]
    public async Task Are_sealed_under_no_key_that_a_host_lacks()
    {
        await shop.Execute("""
            insert into hosts (name, version, seen_at, keys, memory_age)
            values ('left-behind', '1', clock_timestamp(), '{other}', '0')
            """);
        var partner = await _office.Partner();

        var refused = await _office.Credentials.Issue(Office.Ayu, partner, "paydia");
        var unsealed = await _office.Credentials.Issue(Office.Ayu, partner, "sento");
        await shop.Execute("update hosts set seen_at = seen_at - interval '1 minute'");
        var issued = await _office.Credentials.Issue(Office.Ayu, partner, "paydia");
        await shop.Execute("delete from hosts");

        Assert.Equal(RefusalKind.Conflict, refused.Refusal!.Kind);
        Assert.Contains("left-behind", refused.Refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(unsealed.Done);
        Assert.NotNull(issued.Done);
    }

    [Theory]
    [InlineData("203.0.113.0/24", null)]
    [InlineData("2001:db8::/32", null)]
    [InlineData("anywhere", "no address")]
    [InlineData("203.0.113.0/33", "no address")]
    public async Task May_call_from_networks_alone(string address, string? said)
    {
        var issued = await _office.Issue("sento");

        var outcome = await _office.Credentials.Edit(
            Office.Ayu, "sento", issued.Credential.Name, one => one with { Addresses = [address] });

        if (said is null)
            Assert.Equal([address], outcome.Done!.Addresses);
        else
            Assert.Contains(said, outcome.Refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Say_what_was_agreed_on_with_a_bank_and_nothing_that_a_host_could_not_read()
    {
        var issued = (await _office.Issue("paydia")).Credential;
        Assert.Equal(("full", "4042419", "inconsistent"), (issued.VaRefusal, issued.VaExpired, issued.VaRepeat));

        var edited = (await _office.Credentials.Edit(Office.Ayu, "paydia", issued.Name, one => one with
        {
            VaRefusal = "bare", VaExpired = "4032400", VaRepeat = "replay",
        })).Done!;
        var refused = await _office.Credentials.Edit(
            Office.Ayu, "paydia", issued.Name, one => one with { VaExpired = "4042400" });

        Assert.Equal(("bare", "4032400", "replay"), (edited.VaRefusal, edited.VaExpired, edited.VaRepeat));
        Assert.Contains("4042419 or 4032400", refused.Refusal!.Message, StringComparison.Ordinal);
        var told = await _office.Latest($"credential:paydia/{issued.Name}");
        Assert.Equal("replay", told.After!.Value.GetProperty("va_repeat").GetString());
    }

    [Fact]
    public async Task Are_walked_page_by_page()
    {
        var partner = await _office.Partner();
        foreach (var dialect in Office.Dialects.Keys)
            await _office.Issue(dialect, partner);

        var first = await _office.Credentials.List(partner, null, 3, CancellationToken.None);
        var rest = await _office.Credentials.List(partner, first.NextCursor, 3, CancellationToken.None);

        Assert.Equal(
            Office.Dialects.Keys.Order(), first.Data.Concat(rest.Data).Select(one => one.Dialect));
        Assert.Null(rest.NextCursor);
    }
}
