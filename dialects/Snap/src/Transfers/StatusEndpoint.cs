using Periksa.Disbursements;
using Periksa.Partners;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;
using Periksa.Wire.SnapServer;

namespace Periksa.Dialects.Snap.Transfers;

/// <summary>Status of a transfer, service 36: read, find, say.</summary>
internal sealed class StatusEndpoint(IDisbursements disbursements, IDayKeys keys)
{
    public static readonly SnapCodes Usual = SnapCodes.Standard(ServiceCodes.TransferStatus);
    public static readonly SnapCode NotFound = ResponseCodes.TransactionNotFound(ServiceCodes.TransferStatus);
    public static readonly SnapOperation Operation = new(Headers.Signed, Usual);

    const int ReferenceLengthMaximum = 64;
    const int ExternalIdLengthMaximum = 36;   // a header's, which is longer than the field of the standard's table
    const int ServiceCodeLength = 2;

    // Transfers by other services are none of ours.
    const string OfTransfers = "18";

    public async Task<JsonReply> Inquire(SnapQuestion<StatusRequest> question, CancellationToken cancel)
    {
        var wire = question.Wire;
        wire = wire with { AdditionalInfo = question.ReadObject("additionalInfo", wire.AdditionalInfo) };
        if (FindFault(wire, question) is { } fault)
            return Replies.Of(Usual.For(fault));

        try
        {
            // Looked for first: who is sent away for haste has used up nothing.
            var found = wire.ServiceCode.Text is OfTransfers
                ? await disbursements.Find(Name(wire, question.Caller.Credential))
                : null;
            if (await keys.Use(question.Keys(reference: null)) is null)
                return Replies.Of(Usual.Conflict);

            return found is null ? Replies.Of(NotFound) : Say(Usual.Successful, found);
        }
        catch (TooBusyException)
        {
            return Replies.Of(Usual.TooManyRequests);
        }
    }

    // Each name is optional, and one of them must be there.
    static FieldFault? FindFault(StatusRequest wire, SnapQuestion<StatusRequest> question)
    {
        var (reference, ours, key) =
            (wire.OriginalPartnerReferenceNo, wire.OriginalReferenceNo, wire.OriginalExternalId);
        var table = new FieldTable();
        if (IsAbsent(ours) && IsAbsent(key))
            table.Mandatory("originalPartnerReferenceNo", reference, AtMost(ReferenceLengthMaximum));

        return table
            .Optional("originalPartnerReferenceNo", reference, AtMost(ReferenceLengthMaximum))
            .Optional("originalReferenceNo", ours, AtMost(ReferenceLengthMaximum))
            .Optional("originalExternalId", key, AtMost(ExternalIdLengthMaximum))
            .Mandatory("serviceCode", wire.ServiceCode, static text =>
                text.Length == ServiceCodeLength && text.All(char.IsAsciiDigit))
            .Optional("transactionDate", wire.TransactionDate, text =>
                BodyDates.IsDate(text, question, "transactionDate"))
            .OptionalAmount("amount", wire.Amount, question)
            .Optional("additionalInfo", wire.AdditionalInfo)
            .Fault;
    }

    // The caller's own name for it counts before ours, and that before the request's. One that is given and unknown is
    // not made up for by another: they may be two transfers' names.
    static TransferName Name(StatusRequest wire, Credential asking)
    {
        if (wire.OriginalPartnerReferenceNo.Given is { } reference)
            return TransferName.OfReference(asking, reference);

        return wire.OriginalReferenceNo.Given is { } ours
            ? TransferName.OfTransactionId(asking, ours)
            : TransferName.OfKey(asking, wire.OriginalExternalId.Text!);
    }

    static JsonReply Say(SnapCode code, Disbursement found) =>
        JsonReply.Of(code.Http, TransferStatus.Write(code, found), TransfersJson.Exact.Status);

    static bool IsAbsent(WireText field) => !field.IsPresent && !field.IsMistyped;

    static Predicate<string> AtMost(int length) => text => Characters.AreAtMost(text, length);
}
