namespace Periksa.Bills;

/// <summary>The recipient of messages about a biller's bills.</summary>
/// <param name="Dialect">The dialect it is told in.</param>
/// <param name="Credential">The biller's name in that dialect.</param>
/// <param name="Write">What it is told, as its dialect writes it.</param>
public sealed record BillSubscriber(
    string Dialect, string Credential, Func<Bill, BillPayment, int, ReadOnlyMemory<byte>> Write);
