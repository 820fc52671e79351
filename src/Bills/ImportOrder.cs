using System.Security.Cryptography;

namespace Periksa.Bills;

/// <summary>Which file of whose is imported, how, and when.</summary>
/// <param name="File">The SHA-256 of its bytes.</param>
sealed record ImportOrder(string Biller, byte[] File, ImportWish Wish, DateTimeOffset At)
{
    static readonly byte[] SharedAccounts = "shared_va"u8.ToArray();

    /// <summary>The digest by which the import is remembered; a biller that now accepts what was rejected before
    /// counts as sending another file.</summary>
    public byte[] Digest => Wish.SharedAccounts ? SHA256.HashData([.. File, .. SharedAccounts]) : File;

    /// <summary>To the microsecond, as the database keeps it.</summary>
    public DateTimeOffset At { get; } = At.AddTicks(-(At.Ticks % TimeSpan.TicksPerMicrosecond));
}
