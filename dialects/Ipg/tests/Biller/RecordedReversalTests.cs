using Periksa.Dialects.Ipg.Biller;
using Periksa.Tests.Support.Descriptions;

namespace Periksa.Dialects.Ipg.Tests.Biller;

public class RecordedReversalTests() : CallbackLaws("ipg-biller", "billPaid", "reversal")
{
    static readonly IpgBillerCallbacks Callbacks = new();

    protected override string Signature => "Signature";

    protected override string Expected => Convert.ToHexStringLower(Recorded.Hmac("sha256"));

    protected override string? Digested => null;

    protected override ReadOnlyMemory<byte> Write() => Callbacks.Write(
        CallbacksTests.Sample with { Paid = Money.Zero },
        Scripts.Payment with { ReversedAt = Scripts.PaidAt.AddMinutes(5).AddMilliseconds(7.9) },
        sequence: 12);

    protected override ValueTask<IEnumerable<KeyValuePair<string, string>>> Sign(ReadOnlyMemory<byte> body) =>
        Callbacks.Sign(Callers.Named(Callers.Usual), Recorded.Url, body, Recorded.At, CancellationToken.None);
}
