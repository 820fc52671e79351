namespace Periksa.Operators.Resealing;

/// <summary>Secrets that were opened with former master keys and sealed anew with the current one.</summary>
public sealed record ResealedEntry
{
    /// <summary>The name of the key that they are under from now on.</summary>
    public required string Key { get; init; }

    /// <summary>How many were sealed anew.</summary>
    public int Count { get; init; }

    /// <summary>How many of them each former key had sealed, by its name.</summary>
    public IReadOnlyDictionary<string, int> From { get; init; } = new Dictionary<string, int>();

    /// <summary>How many of them each column has.</summary>
    public IReadOnlyDictionary<string, int> Columns { get; init; } = new Dictionary<string, int>();

    /// <summary>How many were under the key already.</summary>
    public int Before { get; init; }

    /// <summary>The places of secrets that no key opens here, which stay as they are.</summary>
    public IReadOnlyList<string> Unopened { get; init; } = [];

    /// <summary>Hosts that run and seal with another key still: what they seal from now on is under that.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];
}
