using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Periksa.Bills;

namespace Periksa.Dialects.Ipg.Biller.Import;

/// <summary>The customers whose bills a file has on each virtual account: found out before any bill is made, since
/// the first of two customers on one account is as wrong as the second.</summary>
internal sealed class Payers
{
    Dictionary<ulong, Account> _accounts = [];

    /// <summary>The line where a virtual account has a name first, and the line where it has another.</summary>
    readonly record struct Account(ulong Name, int Line, int OtherLine);

    public void Note(string vaNumber, string name, long line)
    {
        var (key, called, at) = (KeyOf(vaNumber), NameOf(name), (int)line);
        if (!_accounts.TryGetValue(key, out var known))
            _accounts[key] = new(called, at, OtherLine: 0);
        else if (known.OtherLine == 0 && known.Name != called)
            _accounts[key] = known with { OtherLine = at };
    }

    /// <summary>Forgets all accounts but those that are several customers'.</summary>
    public void KeepShared() => _accounts = _accounts
        .Where(one => one.Value.OtherLine != 0)
        .ToDictionary(one => one.Key, one => one.Value);

    /// <summary>The line that has another name on this account; <c>null</c> where none has.</summary>
    public long? FindOther(string vaNumber, string name)
    {
        if (_accounts.Count == 0 || !_accounts.TryGetValue(KeyOf(vaNumber), out var known) || known.OtherLine == 0)
            return null;

        return known.Name == NameOf(name) ? known.OtherLine : known.Line;
    }

    static ulong KeyOf(string vaNumber) => ulong.Parse(vaNumber, CultureInfo.InvariantCulture);

    static ulong NameOf(string name)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(PayerName.Fold(name)), digest);
        return BinaryPrimitives.ReadUInt64LittleEndian(digest);
    }
}
