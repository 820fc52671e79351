using Periksa.Disbursements;
using Periksa.Tests.Support.Descriptions;

namespace Periksa.Dialects.SingaPay.Tests;

public class RecordedCallbackTests() : CallbackLaws("singapay", "disbursementEnded", "disbursement")
{
    static readonly SingaPayCallbacks Callbacks = new(new RememberingTokens());

    protected override string Signature => "X-Signature";

    protected override string Expected => Convert.ToHexStringLower(Recorded.Hmac("sha512"));

    /// <summary>By the plain reading of the formula that the laws of canonical JSON go by.</summary>
    protected override string Digested => PlainCanonical.Of(Recorded.Body);

    protected override ReadOnlyMemory<byte> Write() =>
        Callbacks.Write(Scripts.Ended("1134567891011", DisbursementStatus.Success));

    protected override ValueTask<IEnumerable<KeyValuePair<string, string>>> Sign(ReadOnlyMemory<byte> body) =>
        Callbacks.Sign(Callers.Named(Callers.Usual), Recorded.Url, body, Recorded.At, CancellationToken.None);
}
