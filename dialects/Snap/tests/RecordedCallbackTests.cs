using Periksa.Dialects.Snap.Transfers;
using Periksa.Tests.Support.Descriptions;

namespace Periksa.Dialects.Snap.Tests;

public class RecordedCallbackTests() : CallbackLaws("snap", "transferEnded", "transfer")
{
    static readonly SnapCallbacks Callbacks = new();

    protected override string Signature => "X-SIGNATURE";

    protected override string Expected => Convert.ToBase64String(Recorded.Hmac("sha512"));

    protected override string Changing => "X-EXTERNAL-ID";

    protected override ReadOnlyMemory<byte> Write() => Callbacks.Write(TransferScripts.Sample);

    protected override ValueTask<IEnumerable<KeyValuePair<string, string>>> Sign(ReadOnlyMemory<byte> body) =>
        Callbacks.Sign(Callers.Named(Callers.Usual), Recorded.Url, body, Recorded.At, CancellationToken.None);
}
