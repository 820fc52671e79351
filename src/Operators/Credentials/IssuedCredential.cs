namespace Periksa.Operators.Credentials;

/// <summary>A credential with the secrets that were made for it just now. They are shown this once: nobody, and no row,
/// has them in the clear after.</summary>
public sealed record IssuedCredential
{
    public required CredentialEntry Credential { get; init; }

    /// <summary>The API key or client secret.</summary>
    public required string Secret { get; init; }

    /// <summary>The private key that was made along with it, PEM of PKCS #8; <c>null</c> where its caller has one of
    /// its own, or needs none.</summary>
    public string? PrivateKey { get; init; }

    /// <summary>The public half, PEM of SubjectPublicKeyInfo.</summary>
    public string? PublicKey { get; init; }

    /// <summary>Nothing of the secrets: whatever is printed may end in a log.</summary>
    public override string ToString() => $"{Credential.Dialect} {Credential.Name}";
}
