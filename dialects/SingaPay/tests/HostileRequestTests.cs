using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Disbursements;
using Periksa.Tests.Support;

namespace Periksa.Dialects.SingaPay.Tests;

/// <summary>Whatever is done to a good transfer, the dialect says no in its own shape, and no money moves.</summary>
public class HostileRequestTests
{
    static readonly byte[] Order = Tampering.Order;

    [Fact]
    public async Task Is_taken_when_nothing_is_done_to_it()
    {
        var disbursements = Scripts.Disbursements;
        await using var host = await Open(disbursements);

        Assert.Equal("200 SP000 Successfully", await DialectHost.Ask(host, Letter.Transfer()));
        Assert.NotNull(disbursements.Ordered);
    }

    [Fact]
    public Task Is_refused_when_a_header_is_missing_empty_doubled_or_strange() => MustBeRefused(
        from header in Letter.Transfer().Headers
        from changed in Tampering.Changed(header.Name)
        select changed);

    [Fact]
    public Task Is_refused_when_its_body_is_cut_short_anywhere() => MustBeRefused(
        Enumerable.Range(0, Order.Length).Select(length =>
            ($"cut at {length}", Letter.Transfer() with { Body = Order[..length] })),
        "401 SP016 Signature Invalid");

    [Fact]
    public Task Is_refused_when_its_signed_body_is_cut_short_anywhere() => MustBeRefused(
        Enumerable.Range(0, Order.Length).Select(length => ($"cut at {length}", Letter.Transfer(Order[..length]))),
        "400 SP012 Bad Request");

    [Fact]
    public Task Is_refused_when_any_byte_of_its_body_was_changed_after_it_was_signed() => MustBeRefused(
        from at in Enumerable.Range(0, Order.Length)
        from bit in new[] { 1, 2, 16, 32, 128 }
        select ($"changed at {at} by {bit}", Tampering.Changed(at, (byte)bit)),
        "401 SP016 Signature Invalid");

    [Fact]
    public Task Is_refused_when_anything_it_says_was_said_otherwise_after_it_was_signed() => MustBeRefused(
        Tampering.Reworded().Select((body, i) =>
            ($"reworded {i}", Letter.Transfer() with { Body = Encoding.UTF8.GetBytes(body) })),
        "401 SP016 Signature Invalid");

    [Fact]
    public async Task Is_taken_when_only_its_spelling_was_changed_after_it_was_signed()
    {
        foreach (var body in Tampering.Respelt())
        {
            var disbursements = Scripts.Disbursements;
            await using var host = await Open(disbursements);

            var said = await DialectHost.Ask(host, Letter.Transfer() with { Body = Encoding.UTF8.GetBytes(body) });

            Assert.True(said is "200 SP000 Successfully", $"{body}: {said}");
            Assert.Equal(Money.Rupiah(50_000), disbursements.Ordered!.Amount);
        }
    }

    [Fact]
    public Task Is_refused_when_its_signed_body_means_two_things_or_none() => MustBeRefused(
        Tampering.Bodies().Select((body, i) => ($"body {i}", Letter.Transfer(body))), "400 SP012 Bad Request");

    [Fact]
    public Task Is_refused_when_the_signature_is_of_another_request() => MustBeRefused(
        Tampering.Forged().Select((letter, i) => ($"forgery {i}", letter)), "401 SP016 Signature Invalid");

    [Fact]
    public Task Is_refused_when_any_character_of_its_token_was_changed() => MustBeRefused(
        Enumerable.Range(0, ScriptedAccessTokens.Valid.Length).Select(at =>
        {
            var token = ScriptedAccessTokens.Valid.ToCharArray();
            token[at]++;
            return ($"token {at}", Letter.Transfer(Order, token: new(token)));
        }),
        "401 SP013 Unauthorized");

    [Fact]
    public Task Is_refused_by_any_other_method() => MustBeRefused(
        from method in new[] { "GET", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY" }
        select (method, Letter.Transfer() with { Method = new(method) }),
        "405 SP012 Bad Request");

    static async Task MustBeRefused(IEnumerable<(string What, Letter Letter)> all, string? with = null)
    {
        var disbursements = Scripts.Disbursements;
        await using var host = await Open(disbursements);

        foreach (var (what, letter) in all)
        {
            var said = await DialectHost.Ask(host, letter);

            Assert.True(with is null ? said[0] == '4' : said == with, $"{what}: {said}");
            Assert.True(disbursements.Ordered is null, what);
        }
    }

    static Task<BareHost> Open(ScriptedDisbursements disbursements) =>
        DialectHost.Open(services => services.AddSingleton<IDisbursements>(disbursements));
}
