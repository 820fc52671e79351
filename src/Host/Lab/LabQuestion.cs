namespace Periksa.Host.Lab;

/// <summary>What somebody wants to know of a signature.</summary>
/// <remarks>Not a record: a record would print the credential.</remarks>
sealed class LabQuestion
{
    public required string Dialect { get; init; }

    /// <summary><c>null</c> for what the message looks like.</summary>
    public LabKind? Kind { get; init; }

    /// <summary>A request or a callback as it was sent: with its line and headers, or a command line of curl.</summary>
    public required string Text { get; init; }

    /// <summary>The body, where it is not in the text.</summary>
    public string? BodyText { get; init; }

    /// <summary>The string to sign as the asker's code built it; <c>null</c> where it is not known.</summary>
    public string? OwnText { get; init; }

    /// <summary>The signature as the asker's code computed it; <c>null</c> for the one in the message.</summary>
    public string? OwnSignature { get; init; }

    /// <summary><c>null</c> where the string to sign is all that is wanted.</summary>
    public LabCredential? Credential { get; init; }
}
