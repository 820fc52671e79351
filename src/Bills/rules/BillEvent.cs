namespace Periksa.Bills;

/// <summary>A payment of a bill, or one that is taken back where it says so.</summary>
/// <param name="Bill">As it is right after that.</param>
/// <param name="Sequence">Counts what the biller is told of this bill, from one.</param>
public sealed record BillEvent(Bill Bill, BillPayment Payment, int Sequence)
{
    /// <summary>When it happens.</summary>
    public DateTimeOffset At => Payment.ReversedAt ?? Payment.At;
}

/// <summary>What a biller is told of an event, written once and posted until it has arrived.</summary>
/// <param name="Dialect">The dialect it is told in.</param>
/// <param name="Credential">The biller's name in that dialect; it goes to the URL registered for it.</param>
public sealed record BillCallback(DialectName Dialect, CredentialName Credential, ReadOnlyMemory<byte> Body);
