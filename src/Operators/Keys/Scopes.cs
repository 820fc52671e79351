namespace Periksa.Operators.Keys;

/// <summary>What the holder of a key may do. None of them includes another.</summary>
[Flags]
public enum Scopes
{
    None = 0,

    /// <summary>See everything but personal data and secrets.</summary>
    Read = 1,

    /// <summary>See whose accounts were asked about, and what callbacks say; the audit trail tells of it.</summary>
    Reveal = 2,

    /// <summary>Change what the verbs change.</summary>
    Operate = 4,

    /// <summary>Say who may come in.</summary>
    Admin = 8,

    All = Read | Reveal | Operate | Admin,
}

/// <summary>Scopes as they are written: <c>read</c>, <c>reveal</c>, <c>operate</c>, <c>admin</c>.</summary>
public static class ScopeWords
{
    static readonly Scopes[] Each = [Scopes.Read, Scopes.Reveal, Scopes.Operate, Scopes.Admin];

    /// <summary>All of them, for help and errors.</summary>
    public const string Known = "read, reveal, operate, admin";

    public static string[] Of(Scopes scopes) =>
        [.. Each.Where(one => scopes.HasFlag(one)).Select(Word)];

    /// <returns>The scopes, or why these words are none.</returns>
    public static (Scopes Scopes, Refusal? Refusal) Read(IEnumerable<string> words)
    {
        var scopes = Scopes.None;
        foreach (var word in words)
        {
            var known = Each.FirstOrDefault(one => Word(one) == word);
            if (known is Scopes.None)
                return (known, Refusal.Invalid($"'{Words.Shown(word)}' is no scope: there are {Known}."));

            scopes |= known;
        }

        return scopes is Scopes.None
            ? (scopes, Refusal.Invalid($"A key has one scope or more: {Known}."))
            : (scopes, null);
    }

    static string Word(Scopes scope) => scope.ToString().ToLowerInvariant();
}
