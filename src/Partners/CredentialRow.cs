using System.Data.Common;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Periksa.Partners.Sealing;

namespace Periksa.Partners;

/// <summary>A credential as a row of the table.</summary>
static class CredentialRow
{
    // Whatever other quirks there are, a later build knows of.
    const string UtcClock = "utc-clock";

    /// <summary>Reads the row that <see cref="DirectoryReader"/> asks for, or says in an exception what is wrong with
    /// it.</summary>
    public static Credential Read(DbDataReader row, Partner partner, SealTally seals)
    {
        var (dialect, name) = (row.GetString(0), row.GetString(1));
        return new(new(dialect), new(name), partner)
        {
            ApiKey = Bytes(row, 3) is { } digest ? new(digest) : null,
            Addresses = [.. row.GetFieldValue<string?[]>(4).Select(ReadNetwork)],
            ClientId = row.IsDBNull(5) ? null : row.GetString(5),
            MustSign = row.GetBoolean(6),
            ClientSecret =
                Bytes(row, 7) is { } whole ? Open(whole, Places.ClientSecret(new(dialect), new(name)), seals) : null,
            PublicKey = ReadKey(Bytes(row, 8)),
            Generation = row.GetInt64(16),
            Former = row.IsDBNull(17) ? null : ReadFormer(row, Places.ClientSecret(new(dialect), new(name)), seals),
            HasUtcClock = row.GetFieldValue<string?[]>(10).Contains(UtcClock),
            MissBudget = row.IsDBNull(11) ? null : row.GetInt32(11),
            CallbackUrl = row.IsDBNull(9) ? null : ReadUrl(row.GetString(9)),
            IsBank = row.GetBoolean(12),
            Terms = new(
                ReadRefusal(row.GetString(13)), ReadExpired(row.GetString(14)), ReadRepeat(row.GetString(15))),
        };
    }

    // One that cannot be read ends at once: what has taken its place is good.
    static FormerSecrets ReadFormer(DbDataReader row, string place, SealTally seals) =>
        new(new(row.GetDateTime(17), TimeSpan.Zero), row.GetInt64(21))
        {
            ApiKey = Bytes(row, 18) is { } digest ? new(digest) : null,
            ClientSecret = Bytes(row, 19) is { } whole && seals.Open(whole, place) is { } secret
                ? new(Encoding.UTF8.GetString(secret))
                : null,
            PublicKey = ReadKey(Bytes(row, 20)),
        };

    static BankRefusal ReadRefusal(string word) => word switch
    {
        "full" => BankRefusal.Full,
        "bare" => BankRefusal.Bare,
        _ => throw new BadRowException($"its va_refusal is {word}, which means nothing to this build"),
    };

    static BankExpired ReadExpired(string code) => code switch
    {
        "4042419" => BankExpired.Bill,
        "4032400" => BankExpired.Transaction,
        _ => throw new BadRowException($"its va_expired is {code}, which means nothing to this build"),
    };

    static BankRepeat ReadRepeat(string word) => word switch
    {
        "inconsistent" => BankRepeat.Inconsistent,
        "replay" => BankRepeat.Replay,
        _ => throw new BadRowException($"its va_repeat is {word}, which means nothing to this build"),
    };

    static IPNetwork ReadNetwork(string? text) => text is not null && IPNetwork.TryParse(text, out var network)
        ? network
        : throw new BadRowException($"its addresses hold {text ?? "a null"}, which is no network");

    static ClientSecret Open(byte[] whole, string place, SealTally seals) => seals.Open(whole, place) is { } secret
        ? new(Encoding.UTF8.GetString(secret))
        : throw new BadRowException("no master key of this host opens its secret, sealed for this dialect and name");

    static byte[]? ReadKey(byte[]? key)
    {
        if (key is null)
            return null;

        try
        {
            using var rsa = RSA.Create();
            rsa.ImportSubjectPublicKeyInfo(key, out var length);
            return length == key.Length
                ? key
                : throw new BadRowException("its public key is followed by something else");
        }
        catch (CryptographicException)
        {
            throw new BadRowException("its public key is no RSA key (DER SubjectPublicKeyInfo)");
        }
    }

    // The sandbox's own inbox is as good as a URL, and stays distinguishable from one.
    static string ReadUrl(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https" or "sandbox")
            ? url
            : throw new BadRowException($"it is to be called back at '{url}', which is no http or https URL");

    static byte[]? Bytes(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);
}
