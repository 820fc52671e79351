namespace Periksa.Host.Lab.Code;

/// <summary>How a string to sign becomes a signature.</summary>
enum Signing
{
    HmacSha512Base64,
    HmacSha512Hex,
    HmacSha256Hex,
    RsaSha256Base64,
}

/// <summary>What a sender's clock is asked for.</summary>
enum Moment
{
    /// <summary>The timestamp is the one that came.</summary>
    Received,

    /// <summary>ISO 8601 with the offset of WIB.</summary>
    Stamp,

    /// <summary>Seconds since 1970.</summary>
    Seconds,

    /// <summary>The day in WIB.</summary>
    Day,
}

/// <summary>What a program that signs does, whatever it is written in.</summary>
/// <param name="Values">Its constants, in order: a name and a text.</param>
/// <param name="Parts">What is joined to the string to sign: constants, <c>secret</c>, <c>digest</c>.</param>
/// <param name="Separator">What joins them.</param>
/// <param name="How">How that is signed.</param>
/// <param name="Body">The body; <c>null</c> where it is not covered.</param>
sealed record Recipe(
    IReadOnlyList<(string Name, string Text)> Values,
    IReadOnlyList<string> Parts,
    string Separator,
    Signing How,
    string? Body)
{
    /// <summary>What stands where the secret belongs.</summary>
    public const string SecretsPlace = "<your client secret>";

    /// <summary>What stands where a body is too long to be shown.</summary>
    public const string BodysPlace = "<the body, as it is sent>";

    /// <summary>The file with the private key.</summary>
    public const string KeyFile = "private.pem";

    /// <summary>True if the body's names are put in order before it is digested: a callback's, which is sent
    /// otherwise.</summary>
    public bool IsSorted { get; init; }

    public Moment Moment { get; init; }

    /// <summary>The header that the signature is sent in.</summary>
    public required string Header { get; init; }

    /// <summary>True where the program verifies what was received.</summary>
    public bool IsCallback { get; init; }

    /// <summary>What is sent beside the signature, for who sends it by curl.</summary>
    public IReadOnlyList<(string Name, string Text)> Headers { get; init; } = [];

    public string Url { get; init; } = "";

    public string Method { get; init; } = "POST";

    /// <summary>What the header of the timestamp is called.</summary>
    public string StampHeader => How is Signing.HmacSha512Hex ? "X-Timestamp" : "X-TIMESTAMP";

    /// <summary>What is sent, whether or not it is signed.</summary>
    public string SentBody { get; init; } = "";

    public bool HasDigest => Parts.Contains("digest");

    public bool HasSecret => How is not Signing.RsaSha256Base64;

    /// <summary>The constants and the body, as they are declared.</summary>
    public IEnumerable<(string Name, string Text)> Declared => Body is null ? Values : [.. Values, ("body", Body)];

    public string HashName => How is Signing.HmacSha256Hex ? "sha256" : "sha512";

    public bool IsHex => How is Signing.HmacSha256Hex or Signing.HmacSha512Hex;

    /// <summary>What the signature is used for, in a comment.</summary>
    public string Use => IsCallback
        ? $"Compare it with the header {Header}, in constant time."
        : $"Send it in the header {Header}, with the very body that was signed.";
}
