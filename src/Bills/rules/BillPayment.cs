namespace Periksa.Bills;

/// <summary>Money that a channel has taken for a bill. A fact, and kept: a reversal is another.</summary>
/// <param name="Channel">The name of the channel client that took it.</param>
/// <param name="RefId">The channel's own name for it, unique among its payments of a day.</param>
/// <param name="TerminalId">Where it was paid, e.g. <c>atm</c>; <c>null</c> where the channel did not say.</param>
/// <param name="TransactionAt">When it was paid, by the channel's clock; its WIB day is part of what the
/// payment is known by.</param>
/// <param name="PaidAfter">What was paid of the bill right after it.</param>
public sealed record BillPayment(
    Guid Id,
    BillId Bill,
    ChannelName Channel,
    Reference RefId,
    Money Amount,
    string? TerminalId,
    DateTimeOffset TransactionAt,
    string? CustomerName,
    Money PaidAfter,
    DateTimeOffset At)
{
    /// <summary>When it was reversed; <c>null</c> where it was not.</summary>
    public DateTimeOffset? ReversedAt { get; init; }
}
