using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Periksa.Disbursements;

/// <summary>Names an order to a bank.</summary>
/// <remarks>
/// It is made from the account and the partner's reference, not from our own row's id: after a restore that has lost
/// the row, the same wish sent again must be the same order to the bank.
/// </remarks>
public readonly record struct PayoutOrderId(Guid Value)
{
    const int Length = 16;

    /// <summary>A UUID of version 8: the beginning of a SHA-256. The database makes the same,
    /// <c>payout_order_id</c>.</summary>
    public static PayoutOrderId Of(PayingAccountId account, Reference reference)
    {
        // No account and no reference has the character between them.
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{account}\0{reference}"));
        digest[6] = (byte)((digest[6] & 0x0F) | 0x80);
        digest[8] = (byte)((digest[8] & 0x3F) | 0x80);
        return new(new Guid(digest.AsSpan(0, Length), bigEndian: true));
    }

    public override string ToString() => Value.ToString("D", CultureInfo.InvariantCulture);
}
