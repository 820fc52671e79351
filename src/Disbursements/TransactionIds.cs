using System.Globalization;
using System.Security.Cryptography;

namespace Periksa.Disbursements;

/// <summary>The ids by which callers know a transfer: the vendor's prefix, the moment in WIB, and eight random
/// digits.</summary>
/// <remarks>A count would tell every partner how many transfers all the others make. Two that chance made the same
/// are told apart by the table's key, and made anew.</remarks>
static class TransactionIds
{
    const string Prefix = "33122";
    const int Numbers = 100_000_000;

    public static string New(DateTimeOffset at) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Prefix}{at.ToOffset(BusinessDay.Wib):yyyyMMddHHmmss}{RandomNumberGenerator.GetInt32(Numbers):D8}");
}
