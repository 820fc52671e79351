using Periksa.Inquiries;

namespace Periksa.Disbursements;

/// <summary>A payer whose provider says by callback when something has become of an order.</summary>
public interface IPayoutCallbacks : IPayoutBank
{
    /// <summary>Reads and verifies a callback.</summary>
    PayoutNotice Read(CallbackCall call);
}

/// <summary>A callback about an order, as it was understood: that its provider is worth asking, and no word about
/// money.</summary>
/// <param name="Order">The order that it names; <c>null</c> where it is refused, or names none of ours.</param>
/// <param name="IsPaid">Whether it says that the order is paid, or will never be; <c>null</c> where it says
/// neither.</param>
/// <param name="Status">The HTTP status to answer with.</param>
/// <param name="Refusal">Why it is refused, for operators; <c>null</c> where it is not.</param>
public sealed record PayoutNotice(PayoutOrderId? Order, bool? IsPaid, int Status, string? Refusal = null);
