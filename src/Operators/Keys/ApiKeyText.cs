using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Periksa.Operators.Keys;

/// <summary>A key to the operators' API as it is written: <c>periksa_ID_SECRET</c>. Scanners that look for leaked
/// secrets know it by its beginning.</summary>
static partial class ApiKeyText
{
    const string IdSigns = "abcdefghijklmnopqrstuvwxyz0123456789";
    const string SecretSigns = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    const int IdLength = 12;

    /// <summary>256 bits of chance: so a plain digest is enough to keep, and nobody guesses one.</summary>
    const int SecretLength = 43;

    public static (string Id, string Text) New()
    {
        var id = RandomNumberGenerator.GetString(IdSigns, IdLength);
        return (id, $"periksa_{id}_{RandomNumberGenerator.GetString(SecretSigns, SecretLength)}");
    }

    /// <summary>The id in a text that has a key's form; else <c>null</c>.</summary>
    public static string? IdIn(string text) =>
        Form.Match(text) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@"\Aperiksa_([a-z0-9]{12})_[A-Za-z0-9]{43}\z")]
    private static partial Regex Form { get; }
}
