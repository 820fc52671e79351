using Periksa.Host.Lab.Code;

namespace Periksa.Host.Lab;

/// <summary>What is to be said of a signature.</summary>
public enum LabVerdict
{
    /// <summary>There was no signature, or nothing to verify it with.</summary>
    Unknown,

    Right,

    /// <summary>Not by the contract's letter; taken from partners who need not keep to it.</summary>
    Lenient,

    Wrong,
}

/// <summary>What the lab found. Of a credential that is kept it says whether it made the signature, and which mistake
/// explains it if not; never what the right one is.</summary>
public sealed class LabFinding
{
    public required LabScheme Scheme { get; init; }

    /// <summary>The string to sign, as the contract has it.</summary>
    public required SigningText Right { get; init; }

    /// <summary>The body's digest as it stands in the string to sign; <c>null</c> where none does.</summary>
    public string? Digest { get; init; }

    /// <summary>The digest of the body's bytes as they came.</summary>
    public required string BodyDigest { get; init; }

    /// <summary>What is digested: the body as it came, minified, or in its canonical form.</summary>
    public required byte[] Digested { get; init; }

    public required byte[] Body { get; init; }

    public LabVerdict Verdict { get; init; }

    /// <summary>The signature that was looked at; <c>null</c> for none.</summary>
    public string? Signature { get; init; }

    /// <summary>Advice about the likely mistake, or the likely two; none where nothing known explains it.</summary>
    public IReadOnlyList<string> Mistakes { get; init; } = [];

    /// <summary>Where what was signed first differs from the string to sign; <c>null</c> where that is not
    /// known.</summary>
    public TextDifference? Difference { get; init; }

    /// <summary>Where the asker's own string first differs; <c>null</c> where it does not, or was not given.</summary>
    public TextDifference? OwnDifference { get; init; }

    /// <summary>Where the body that was digested as it is differs from what the contract digests; <c>null</c> where
    /// that is not what is wrong.</summary>
    public TextDifference? BodyDifference { get; init; }

    /// <summary>True if the asker gave an own string, and it is the right one.</summary>
    public bool IsOwnRight { get; init; }

    /// <summary>The right signature, where the secret or private key was given by the asker.</summary>
    public string? RightSignature { get; init; }

    /// <summary>What else may be wrong with the message.</summary>
    public IReadOnlyList<FormattableString> Notes { get; init; } = [];

    /// <summary>Programs that sign it rightly.</summary>
    public IReadOnlyList<Snippet> Snippets { get; init; } = [];
}
