using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Periksa.Callbacks;
using Periksa.Disbursements;
using Periksa.Partners;
using Periksa.Wire.Http;
using Periksa.Wire.SingaPay;

namespace Periksa.Dialects.SingaPay;

/// <summary>The webhook that tells how a disbursement ended.</summary>
public sealed class SingaPayCallbacks(IAccessTokens tokens) : IDisbursementCallbacks
{
    const string Agent = "SingaPaymentGateway/1.0";
    const string Method = "POST";
    const int Delivered = 200;

    static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    public DialectName Dialect => Auth.Dialect;

    public ReadOnlyMemory<byte> Write(Disbursement ended)
    {
        var data = Translation.Write(ended);
        var (code, message) = Outcome(ended.Status);
        var body = new Webhook(code, message, Event: "disbursement", new(
            data.TransactionId,
            data.ReferenceNumber,
            data.TransactionStatus,
            data.PostTimestamp,
            data.ProcessedTimestamp,
            data.Bank,
            data.GrossAmount,
            data.Fee,
            data.NetAmount,
            data.BalanceAfter,
            data.Notes,
            ended.Failure?.Code,
            ended.Failure?.Reason));

        return JsonSerializer.SerializeToUtf8Bytes(body, SingaPayJson.Exact.Webhook);
    }

    /// <summary>Signed as the receiver would sign a request of its own to its own path, with a token that it can
    /// have checked here.</summary>
    public async ValueTask<IEnumerable<KeyValuePair<string, string>>> Sign(
        Credential credential, string url, ReadOnlyMemory<byte> body, DateTimeOffset now, CancellationToken cancel)
    {
        if (credential.ClientSecret is not { } secret)
            throw new InvalidOperationException($"{credential.Caller} has no secret to sign webhooks with.");

        var token = await tokens.Issue(credential, TokenEndpoint.Lifetime, cancel);
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Signatures.OfRequest(secret, new(Method, RequestTarget.Of(url), token, body, timestamp));
        return
        [
            new(Headers.PartnerId, credential.Name),
            new(Headers.Signature, signature),
            new(Headers.Timestamp, timestamp),
            new(Headers.Authorization, $"Bearer {token}"),
            new(Headers.UserAgent, Agent),
            new(Headers.Accept, "application/json"),
        ];
    }

    /// <summary>Only 200 is: what the vendor does with other successes is not published.</summary>
    public bool IsDelivered(int status) => status == Delivered;

    public TimeSpan? PauseAfter(int attempts, int? status) => attempts <= RetriesAfter(status) ? Pause : null;

    // The vendor's table. A redirect is not followed, and counts as any other answer.
    static int RetriesAfter(int? status) => status switch
    {
        null or 500 => 1,
        400 or 404 => 2,
        503 => 4,
        _ => 5,
    };

    static (string Code, string Message) Outcome(DisbursementStatus status) => status switch
    {
        DisbursementStatus.Success => (Codes.Success.Value, Codes.Success.Message),
        DisbursementStatus.Failed => (ResponseCodes.TransactionFailure, "Transaction Failure"),
        DisbursementStatus.Canceled => (ResponseCodes.TransactionFailure, "Transaction Failure"),
        DisbursementStatus.Refunded => (ResponseCodes.TransactionFailure, "Transaction Failure"),
        DisbursementStatus.Initiated => throw NotEnded(status),
        DisbursementStatus.Paying => throw NotEnded(status),
        DisbursementStatus.Pending => throw NotEnded(status),
    };

    static UnreachableException NotEnded(DisbursementStatus status) =>
        new($"A disbursement that is {status} has not ended.");
}
