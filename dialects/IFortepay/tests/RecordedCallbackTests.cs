using Periksa.Tests.Support.Descriptions;

namespace Periksa.Dialects.IFortepay.Tests;

public class RecordedCallbackTests() : CallbackLaws("ifortepay", "inquiryEnded", "inquiry")
{
    static readonly IFortepayCallbacks Callbacks = new();

    protected override string Signature => "X-SIGNATURE";

    protected override string Expected => Convert.ToBase64String(Recorded.Hmac("sha512"));

    protected override ReadOnlyMemory<byte> Write() => Callbacks.Write(CallbacksTests.Record, Scripts.Bca);

    protected override ValueTask<IEnumerable<KeyValuePair<string, string>>> Sign(ReadOnlyMemory<byte> body) =>
        Callbacks.Sign(Callers.Named(Callers.Usual), Recorded.Url, body, Recorded.At, CancellationToken.None);
}
