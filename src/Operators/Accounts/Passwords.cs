using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Periksa.Operators.Accounts;

/// <summary>Passwords, as the framework hashes them: PBKDF2 with HMAC-SHA512.</summary>
static class Passwords
{
    public const int LengthMinimum = 12;
    public const int LengthMaximum = 128;

    // What OWASP recommends for SHA-512: some tenths of a second for whoever guesses, too.
    const int Iterations = 210_000;

    // Of a name that is shorter than that, many a password has a part.
    const int NameLengthMinimum = 3;

    static readonly PasswordHasher<string> Hasher =
        new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));

    // What is looked at where there is nobody: it takes as long.
    static readonly Lazy<string> Nobodys = new(() => Hash(Tokens.New()));

    public static Refusal? Refuse(string password, string name)
    {
        if (password.Length is < LengthMinimum or > LengthMaximum)
        {
            return Refusal.Invalid(
                $"A password has {LengthMinimum} to {LengthMaximum} characters: this one has {password.Length}. A few "
                + "words in a row are easy to remember.");
        }

        return Names(name).Any(one => password.Contains(one, StringComparison.OrdinalIgnoreCase))
            ? Refusal.Invalid("The password has your name in it: choose one that does not.")
            : null;
    }

    public static string Hash(string password) => Hasher.HashPassword("", password);

    /// <param name="hash"><c>null</c> where there is nobody: it takes as long, and nothing is right.</param>
    /// <returns>The hash to keep from now on, which may be a newer one; <c>null</c> where the password is
    /// wrong.</returns>
    public static string? Verify(string? hash, string password)
    {
        var isPassword = password.Length <= LengthMaximum;
        var verdict = Hasher.VerifyHashedPassword("", hash ?? Nobodys.Value, isPassword ? password : "");
        if (hash is null || !isPassword)
            return null;

        return verdict switch
        {
            PasswordVerificationResult.Failed => null,
            PasswordVerificationResult.Success => hash,
            PasswordVerificationResult.SuccessRehashNeeded => Hash(password),
        };
    }

    static IEnumerable<string> Names(string name) =>
        new[] { name, name.Split('@')[0] }.Where(one => one.Length >= NameLengthMinimum);
}
