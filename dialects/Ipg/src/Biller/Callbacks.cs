using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Periksa.Bills;
using Periksa.Callbacks;

namespace Periksa.Dialects.Ipg.Biller;

/// <summary>Tells a biller that one of its bills was paid, or that a payment was taken back.</summary>
public sealed class IpgBillerCallbacks : IBillCallbacks
{
    const int AttemptsMaximum = 3;

    static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    public DialectName Dialect => Billers.Dialect;

    public ReadOnlyMemory<byte> Write(Bill bill, BillPayment payment, int sequence) =>
        JsonSerializer.SerializeToUtf8Bytes(Payments.Write(bill, payment, sequence), IpgJson.Exact.Webhook);

    /// <summary>The key is the biller's API key, which is why it is also kept sealed, beside its digest.</summary>
    public ValueTask<IEnumerable<KeyValuePair<string, string>>> Sign(
        Credential credential, string url, ReadOnlyMemory<byte> body, DateTimeOffset now, CancellationToken cancel)
    {
        if (credential.ClientSecret is not { } secret)
            throw new InvalidOperationException($"{credential.Caller} has no secret to sign webhooks with.");

        return new([new(Signatures.Header, Signatures.Of(secret.Bytes, body.Span))]);
    }

    /// <summary>The vendor asks for 200 in so many words.</summary>
    public bool IsDelivered(int status) => status == StatusCodes.Status200OK;

    public TimeSpan? PauseAfter(int attempts, int? status) => attempts < AttemptsMaximum ? Pause : null;
}
