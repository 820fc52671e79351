using System.Security.Cryptography;
using System.Text;
using OtpNet;

namespace Periksa.Operators.Accounts;

/// <summary>The codes of six digits that a phone shows for half a minute each (RFC 6238).</summary>
/// <param name="real">Real time: a phone knows nothing of a sandbox's clock.</param>
sealed class TimeCodes(TimeProvider real)
{
    const string Issuer = "Periksa";
    const int Digits = 6;

    /// <summary>160 bits, as RFC 4226 recommends.</summary>
    const int SecretLength = 20;

    // A phone's clock, and whoever types, may be half a minute off.
    static readonly VerificationWindow Window = new(previous: 1, future: 1);

    /// <summary>The secret that an invitation proposes. Who has the database alone, or the link alone once it was taken
    /// up, cannot derive it.</summary>
    public static byte[] Propose(string token, byte[] salt) =>
        HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes($"totp {token}"))[..SecretLength];

    /// <summary>As a phone takes it from a picture.</summary>
    public static string Uri(string name, byte[] secret) =>
        new OtpUri(OtpType.Totp, Text(secret), name, Issuer).ToString();

    /// <summary>As it is typed.</summary>
    public static string Text(byte[] secret) => Base32Encoding.ToString(secret);

    /// <summary>The half minute that a code is of; <c>null</c> where it is none of those around now.</summary>
    public long? FindStep(byte[] secret, string code)
    {
        var digits = string.Concat(code.Where(letter => letter != ' '));
        if (digits.Length != Digits || !digits.All(char.IsAsciiDigit))
            return null;

        return new Totp(secret).VerifyTotp(real.GetUtcNow().UtcDateTime, digits, out var step, Window) ? step : null;
    }
}
