using System.Diagnostics;
using System.Text.Json;
using Periksa.Callbacks;
using Periksa.Inquiries;
using Periksa.Wire.Snap;

namespace Periksa.Dialects.IFortepay;

/// <summary>The callback that tells a caller an inquiry's final status.</summary>
public sealed class IFortepayCallbacks : IInquiryCallbacks
{
    const string Version = "1.0";
    const int Delivered = 200;

    public DialectName Dialect { get; } = new(IFortepayEndpoints.Vendor.Dialect);

    public ReadOnlyMemory<byte> Write(InquiryRecord record, Bank bank)
    {
        var finding = Find(record);
        var body = new InquiryCallback(
            record.Id.ToString(),
            record.Keys?.Reference,
            finding.Name,
            record.Account.Shown,
            record.Account.BankCode,
            Translation.Name(bank),
            Currency.Idr.Code,
            finding.Write(record.IsVirtualAccount));

        return JsonSerializer.SerializeToUtf8Bytes(body, IFortepayJson.Exact.InquiryCallback);
    }

    public ValueTask<IEnumerable<KeyValuePair<string, string>>> Sign(
        Credential credential, string url, ReadOnlyMemory<byte> body, DateTimeOffset now, CancellationToken cancel)
    {
        if (credential.ClientSecret is not { } secret)
            throw new InvalidOperationException($"{credential.Caller} has no secret to sign callbacks with.");

        var timestamp = IFortepayEndpoints.Vendor.Stamp(now);
        return new(
        [
            new(SnapHeaders.Timestamp, timestamp),
            new(SnapHeaders.Signature, CallbackSignature.Sign(secret.Bytes, url, Version, body.Span, timestamp)),
            new("X-VERSION", Version),
        ]);
    }

    /// <summary>Only 200 is: the vendor's page names no other status.</summary>
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

    static Finding Find(InquiryRecord record) => record.Outcome switch
    {
        InquiryOutcome.Found => Finding.Active(record.HolderName!, record.Owed),
        InquiryOutcome.NotFound => Finding.Invalid,
        InquiryOutcome.Failed => Finding.Failed,
        InquiryOutcome.Unanswered => Finding.Failed,
        InquiryOutcome.Unclear => Finding.Failed,
        InquiryOutcome.BankNotSupported => throw new UnreachableException("A refused inquiry is not called back."),
    };
}
