using System.Security.Cryptography;
using System.Text;

namespace Periksa.Host.Lab;

/// <summary>Whose signature it should be: a credential that is kept, or a secret or key that is given for one
/// question and not kept.</summary>
/// <remarks>Not a record: a record would print the secrets.</remarks>
sealed class LabCredential : IDisposable
{
    // Larger keys would make one signature too much work, smaller ones prove nothing.
    const int KeyBitsMinimum = 2048;
    const int KeyBitsMaximum = 8192;
    const int ExponentBytesMaximum = 8;
    const int PemLengthMaximum = 16 * 1024;
    const int SecretLengthMaximum = 1024;

    /// <summary>The name in its dialect; <c>null</c> where nobody said.</summary>
    public string? Name { get; private init; }

    /// <summary>Its second name, where its dialect has two.</summary>
    public string? ClientId { get; private init; }

    /// <summary>The URL that is called back; <c>null</c> where none is known.</summary>
    public string? CallbackUrl { get; private init; }

    /// <summary>True for one that is kept here: nothing may be told of it but whether it made a signature.</summary>
    public bool IsKept { get; private init; }

    /// <summary>True if its partner must keep to the contract's letter.</summary>
    public bool IsStrict { get; private init; }

    /// <summary>The secrets that are good, the present one first.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Secrets { get; private init; } = [];

    /// <summary>The keys that verify, the present one first.</summary>
    public IReadOnlyList<RSA> Keys { get; private init; } = [];

    /// <summary>The same partner's secrets in other dialects and under other names.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> OtherSecrets { get; private init; } = [];

    /// <summary>True if <see cref="Keys"/> can sign, too.</summary>
    public bool HasPrivateKey { get; private init; }

    public ReadOnlyMemory<byte> Secret => Secrets is [var first, ..] ? first : default;

    public RSA? Key => Keys is [var first, ..] ? first : null;

    /// <summary>One that is kept.</summary>
    /// <param name="others">Its partner's others.</param>
    /// <param name="resolve">Where a registered URL is posted to.</param>
    public static LabCredential Of(
        Credential kept, IEnumerable<Credential> others, Func<string, string?> resolve) => new()
    {
        Name = kept.Name.Value,
        ClientId = kept.ClientId,
        CallbackUrl = kept.CallbackUrl is { } url ? resolve(url) : null,
        IsKept = true,
        IsStrict = kept.Partner.IsStrict,
        Secrets = [.. kept.ClientSecrets.Select(Bytes)],
        Keys = [.. kept.PublicKeys.Select(Open)],
        OtherSecrets =
        [
            .. others.Where(other => other.Caller != kept.Caller).Select(other => other.ClientSecret)
                .OfType<ClientSecret>().Select(Bytes),
        ],
    };

    /// <summary>What is given here.</summary>
    /// <param name="secret">A client secret or API key; <c>null</c> for none.</param>
    /// <param name="pem">A public or private key; <c>null</c> for none.</param>
    /// <exception cref="SettingsException">It is none that signs.</exception>
    public static LabCredential Of(string? secret, string? pem)
    {
        if (secret is { Length: 0 or > SecretLengthMaximum })
            throw new SettingsException($"A secret has 1 to {SecretLengthMaximum} characters: give it alone.");

        return new()
        {
            Secrets = secret is null ? [] : [Encoding.UTF8.GetBytes(secret)],
            Keys = pem is null ? [] : [Open(pem)],
            HasPrivateKey = pem?.Contains("PRIVATE KEY", StringComparison.Ordinal) is true,
        };
    }

    /// <inheritdoc cref="Of(string?, string?)"/>
    public static LabCredential OfSecret(string secret) => Of(secret, pem: null);

    /// <inheritdoc cref="Of(string?, string?)"/>
    public static LabCredential OfKey(string pem) => Of(secret: null, pem);

    static RSA Open(string pem)
    {
        if (pem.Length > PemLengthMaximum)
            throw NoKey();

        var key = RSA.Create();
        try
        {
            key.ImportFromPem(pem);
            var parameters = key.ExportParameters(includePrivateParameters: false);
            if (key.KeySize is < KeyBitsMinimum or > KeyBitsMaximum
                || parameters.Exponent is not { Length: <= ExponentBytesMaximum })
            {
                throw new CryptographicException("It has too few bits, or too many.");
            }

            return key;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw NoKey();
        }
    }

    public void Dispose()
    {
        foreach (var key in Keys)
            key.Dispose();
    }

    // What the parser says may quote the key.
    static SettingsException NoKey() => new(
        $"That is no key: paste an RSA key of {KeyBitsMinimum} to {KeyBitsMaximum} bits in PEM, public or private, "
        + "without a password.");

    static ReadOnlyMemory<byte> Bytes(ClientSecret secret) => secret.Bytes.ToArray();

    static RSA Open(ReadOnlyMemory<byte> publicKey)
    {
        var key = RSA.Create();
        key.ImportSubjectPublicKeyInfo(publicKey.Span, out _);
        return key;
    }
}
