namespace Periksa.Bills;

/// <summary>Which file of whose is imported, how, and when.</summary>
sealed record ImportOrder(string Biller, byte[] Digest, ImportWish Wish, DateTimeOffset At)
{
    /// <summary>To the microsecond, as the database keeps it.</summary>
    public DateTimeOffset At { get; } = At.AddTicks(-(At.Ticks % TimeSpan.TicksPerMicrosecond));
}
