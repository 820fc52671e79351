using Periksa.Bills;
using Periksa.Disbursements;
using Periksa.Inquiries;

namespace Periksa.Callbacks;

/// <summary>The callbacks of one dialect: what they say, how they are signed, and when they are tried
/// again.</summary>
public interface ICallbackDialect
{
    /// <summary>The dialect's name, as in <see cref="Credential.Dialect"/>.</summary>
    DialectName Dialect { get; }

    /// <summary>The headers of one attempt, signed for the URL and stamped with the moment.</summary>
    ValueTask<IEnumerable<KeyValuePair<string, string>>> Sign(
        Credential credential, string url, ReadOnlyMemory<byte> body, DateTimeOffset now, CancellationToken cancel);

    /// <summary>True if the receiver's HTTP status says that it has the message.</summary>
    bool IsDelivered(int status);

    /// <summary>The pause before the next attempt after so many have failed; <c>null</c> to give up.</summary>
    /// <param name="status">What the last attempt was answered with; <c>null</c> when there was no answer.</param>
    TimeSpan? PauseAfter(int attempts, int? status);
}

/// <summary>A dialect that calls back about inquiries.</summary>
public interface IInquiryCallbacks : ICallbackDialect
{
    /// <summary>The body that tells of an inquiry's final status. Written once: every attempt posts these
    /// bytes.</summary>
    ReadOnlyMemory<byte> Write(InquiryRecord record, Bank bank);
}

/// <summary>A dialect that calls back about payments of bills, and about payments that were taken back.</summary>
public interface IBillCallbacks : ICallbackDialect
{
    /// <summary>The body that tells of a payment, or that it was taken back, where it was. Written once: every attempt
    /// posts these bytes.</summary>
    /// <param name="bill">As it is right after that.</param>
    /// <param name="sequence">Counts what the biller is told of this bill, from one.</param>
    ReadOnlyMemory<byte> Write(Bill bill, BillPayment payment, int sequence);
}

/// <summary>A dialect that calls back about money it has sent.</summary>
public interface IDisbursementCallbacks : ICallbackDialect
{
    /// <summary>The body that tells how a disbursement ended. Written once: every attempt posts these
    /// bytes.</summary>
    ReadOnlyMemory<byte> Write(Disbursement ended);
}
