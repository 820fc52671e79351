using Periksa.Dialects.Ipg.Channel;

namespace Periksa.Dialects.Ipg.Tests.Channel;

/// <summary>Whatever is done to a good request, the dialect says no in its own shape, and the desk hears nothing of
/// it.</summary>
public class HostileRequestTests
{
    static readonly string[] StrangeValues =
    [
        " ", ",", "null", "\t", "0", "-1", "%00", "../..", "'", "{}", "é", "application/jsonp", new('0', 64),
        new('f', 64), new('0', 63), new('0', 65), new('x', 3000), "BANK-SANDBOX", "bank-sandbox,bank-sandbox",
    ];

    [Fact]
    public Task Is_refused_when_a_field_is_missing() => MustBeRefused(
        from good in Letter.All from changed in Tampering.Without(good) select changed, with: "400 BILLER_INVALID");

    [Fact]
    public Task Is_refused_when_a_field_is_wrong() => MustBeRefused(
        from good in Letter.All from changed in Tampering.Fields(good) select changed);

    [Fact]
    public Task Is_refused_when_its_body_means_two_things_or_none() => MustBeRefused(
        from good in Letter.All
        from body in Tampering.Bodies(good).Index()
        select ($"{good.Path} {body.Index}", good with { Body = body.Item }),
        with: DialectHost.Said(Codes.BodyMalformed));

    [Fact]
    public Task Is_refused_when_its_body_is_cut_short_anywhere() => MustBeRefused(
        from good in Letter.All
        from length in Enumerable.Range(0, good.Body.Length)
        select ($"{good.Path} cut at {length}", good with { Body = good.Body[..length] }),
        with: DialectHost.Said(Codes.BodyMalformed));

    [Fact]
    public Task Is_refused_when_any_byte_was_changed_after_it_was_signed() => MustBeRefused(
        from good in Letter.All
        let signed = good.Signed()
        from at in Enumerable.Range(0, good.Body.Length)
        from bit in new byte[] { 1, 2, 16, 32, 128 }
        select ($"{good.Path} changed at {at} by {bit}", signed with { Body = Changed(good.Body, at, bit) }),
        with: DialectHost.Said(Codes.SignatureInvalid));

    [Fact]
    public Task Is_refused_when_a_header_is_doubled_or_strange() => MustBeRefused(
        from good in Letter.All
        from header in good.Signed().Headers
        from changed in StrangeValues.Select(value => good.Signed().With(header.Name, value))
            .Append(good.Signed().Twice(header.Name))
        select ($"{good.Path} {header.Name}: {changed.Headers.Last()}", changed));

    [Fact]
    public Task Is_refused_when_the_signature_is_of_another_request_or_of_another_client() => MustBeRefused(
        from good in Letter.All
        from forged in new[]
        {
            good.Signed(Callers.StrictSecret),
            good.Signed(""),
            good.Padded(good.Body.Length + 1).Signed() with { Body = good.Body },
            good.Saying("ref_id", "\"1\"").Saying("bill_id", "\"1\"").Signed() with { Body = good.Body },
            good.With("Signature", good.Signed().Headers.Last().Value.ToUpperInvariant()),
            good.Signed().With("X-CHANNEL-CLIENT", Callers.Strict),
            good.Signed().With("X-CHANNEL-CLIENT", Callers.WithoutSecret),
            good.Signed("").With("X-CHANNEL-CLIENT", Callers.WithoutSecret),
            good.Signed("").With("X-CHANNEL-CLIENT", Callers.StrictWithoutSecret),
            good.With("X-CHANNEL-CLIENT", Callers.StrictWithoutSecret),
            good.With("X-CHANNEL-CLIENT", Callers.Strict),
        }
        select ($"{good.Path} {string.Join(' ', forged.Headers)}", forged),
        with: DialectHost.Said(Codes.SignatureInvalid));

    [Fact]
    public Task Is_refused_by_any_other_method() => MustBeRefused(
        from good in Letter.All
        from method in new[] { "GET", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY" }
        select (method, good with { Method = new(method) }),
        with: DialectHost.Said(Codes.MethodNotAllowed));

    static byte[] Changed(byte[] body, int at, byte bits)
    {
        var changed = (byte[])body.Clone();
        changed[at] ^= bits;
        return changed;
    }

    static async Task MustBeRefused(IEnumerable<(string What, Letter Letter)> all, string? with = null)
    {
        var bills = Scripts.Bills;
        await using var host = await DialectHost.Open(bills);

        foreach (var (what, letter) in all)
        {
            var said = await DialectHost.Ask(host, letter);

            Assert.True(
                said.StartsWith(with ?? "", StringComparison.Ordinal)
                && said[0] is '2' or '4'
                && !said.Contains("SUCCESS", StringComparison.Ordinal),
                $"{what}: {said}");
            Assert.True(bills.IsUntouched, what);
        }
    }
}
