using Periksa.Dialects.Ipg.Biller;
using Periksa.Tests.Support.Descriptions;

namespace Periksa.Dialects.Ipg.Tests.Biller;

public class RecordedPaymentTests() : CallbackLaws("ipg-biller", "billPaid", "payment")
{
    static readonly IpgBillerCallbacks Callbacks = new();

    protected override string Signature => "Signature";

    protected override string Expected => Convert.ToHexStringLower(Recorded.Hmac("sha256"));

    protected override string? Digested => null;

    protected override ReadOnlyMemory<byte> Write() =>
        Callbacks.Write(CallbacksTests.Sample, Scripts.Payment, sequence: 1);

    protected override ValueTask<IEnumerable<KeyValuePair<string, string>>> Sign(ReadOnlyMemory<byte> body) =>
        Callbacks.Sign(Callers.Named(Callers.Usual), Recorded.Url, body, Recorded.At, CancellationToken.None);
}
