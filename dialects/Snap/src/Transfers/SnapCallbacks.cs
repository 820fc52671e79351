using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Periksa.Callbacks;
using Periksa.Disbursements;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;

namespace Periksa.Dialects.Snap.Transfers;

/// <summary>The call back that tells how a transfer ended: what service 36 would answer, without a code.</summary>
public sealed class SnapCallbacks : IDisbursementCallbacks
{
    const string Method = "POST";
    const string Channel = "95221";
    const int Delivered = 200;

    // With the moment's seventeen digits, thirty-two: nobody has two that are the same on one day.
    const int RandomDigits = 15;

    public DialectName Dialect { get; } = new(SnapDialect.Vendor.Dialect);

    public ReadOnlyMemory<byte> Write(Disbursement ended) => ended.Status.IsOver()
        ? JsonSerializer.SerializeToUtf8Bytes(
            TransferStatus.Write(code: null, ended), TransfersJson.Exact.Status)
        : throw new UnreachableException($"A transfer that is {ended.Status} has not ended.");

    public ValueTask<IEnumerable<KeyValuePair<string, string>>> Sign(
        Credential credential, string url, ReadOnlyMemory<byte> body, DateTimeOffset now, CancellationToken cancel)
    {
        if (credential.ClientSecret is not { } secret)
            throw new InvalidOperationException($"{credential.Caller} has no secret to sign callbacks with.");

        var timestamp = SnapDialect.Vendor.Stamp(now);
        var request = new ServiceRequest(Method, RequestTarget.Of(url), body.Span, timestamp);
        return new(
        [
            new(SnapHeaders.Timestamp, timestamp),
            new(SnapHeaders.PartnerId, credential.Name),
            new(SnapHeaders.ExternalId, NewExternalId(now)),
            new(SnapHeaders.ChannelId, Channel),
            new(SnapHeaders.Signature, ServiceSignature.Sign(secret.Bytes, request, token: null)),
        ]);
    }

    /// <summary>Only 200 is.</summary>
    public bool IsDelivered(int status) => status == Delivered;

    public TimeSpan? PauseAfter(int attempts, int? status) => attempts switch
    {
        1 => TimeSpan.FromSeconds(5),
        2 => TimeSpan.FromSeconds(30),
        3 => TimeSpan.FromMinutes(2),
        4 => TimeSpan.FromMinutes(10),
        5 => TimeSpan.FromHours(1),
        6 => TimeSpan.FromHours(6),
        _ => null,
    };

    static string NewExternalId(DateTimeOffset now) =>
        now.ToOffset(BusinessDay.Wib).ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture)
        + RandomNumberGenerator.GetString("0123456789", RandomDigits);
}
