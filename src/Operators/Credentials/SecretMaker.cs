using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Periksa.Partners.Sealing;

namespace Periksa.Operators.Credentials;

/// <summary>Makes secrets, and what is kept of them, as each dialect has them.</summary>
sealed class SecretMaker(IReadOnlyDictionary<string, CredentialShape> dialects, Func<MasterKeys> seals)
{
    public Refusal? RefuseDialect(string dialect)
    {
        if (dialects.ContainsKey(dialect))
            return null;

        var (shown, all) = (Words.Shown(dialect), string.Join(", ", dialects.Keys));
        return Refusal.Invalid(Nearest.To(dialect, dialects.Keys) is { } near
            ? $"No dialect is called '{shown}': did you mean {near}? There are {all}."
            : $"No dialect is called '{shown}'. There are {all}.");
    }

    /// <summary>Refuses to seal what a host that serves could not open.</summary>
    public async Task<Refusal?> RefuseHosts(NpgsqlConnection connection, string dialect)
    {
        if (!dialects[dialect].IsSealed)
            return null;

        var keys = seals();
        return await KeyHolders.FindWithout(connection, keys) is { } host
            ? Refusal.Conflict($"Host {host} {KeyHolders.Remedy(keys)}")
            : null;
    }

    /// <param name="name">What it is called; <c>null</c> for a name that is made up.</param>
    /// <param name="isNew">True for one that needs a public key, if its dialect does; else the key stays.</param>
    public (MadeSecrets? Made, Refusal? Refusal) Make(
        string dialect, string partner, string? name, ReadOnlyMemory<byte>? publicKey, bool isNew)
    {
        var shape = dialects[dialect];
        name ??= Secrets.Name(shape.NameTemplate, partner, shape.NameLengthMaximum);
        if (isNew && Words.RefuseCredentialName(name, shape.NameLengthMaximum) is { } refusal)
            return (null, refusal);

        if (publicKey is not null && !shape.HasPublicKey)
            return (null, Refusal.Invalid($"Callers of {dialect} have no key pair: leave the public key out."));

        var (key, pair) = (default(byte[]), default((string PrivateKey, byte[] PublicKey)?));
        if (publicKey is { } file)
        {
            (key, var unreadable) = PublicKeyFile.Read(file.Span);
            if (unreadable is not null)
                return (null, unreadable);
        }
        else if (shape.HasPublicKey && isNew)
        {
            pair = Secrets.NewKeyPair();
            key = pair.Value.PublicKey;
        }

        var secret = Secrets.New();
        var row = Row(dialect, name, partner, secret, shape) with { PublicKey = key };
        return (new(row, secret, pair?.PrivateKey), null);
    }

    NewCredential Row(string dialect, string name, string partner, string secret, CredentialShape shape) =>
        new(dialect, name, partner)
        {
            ClientId = shape.ClientIdTemplate is { } template
                ? Secrets.Name(template, partner, shape.NameLengthMaximum)
                : null,
            ApiKeyHash = shape.Secret is SharedSecret.SigningSecret ? null : ApiKeyHash.Digest(secret),
            ClientSecret = shape.IsSealed
                ? seals().Seal(Encoding.UTF8.GetBytes(secret), Places.ClientSecret(new(dialect), new(name)))
                : null,
            MustSign = shape.MayBeKnownByAddress,
        };
}

/// <summary>New secrets: what is written of them, and what is shown once.</summary>
/// <param name="PrivateKey">PEM; <c>null</c> where none was made.</param>
sealed record MadeSecrets(NewCredential Row, string Secret, string? PrivateKey)
{
    public IssuedCredential Shown(CredentialEntry credential) => new()
    {
        Credential = credential,
        Secret = Secret,
        PrivateKey = PrivateKey,
        PublicKey = PrivateKey is null ? null : PemEncoding.WriteString("PUBLIC KEY", Row.PublicKey),
    };

    /// <summary>Nothing of them: whatever is printed may end in a log.</summary>
    public override string ToString() => $"{Row.Dialect} {Row.Name}";
}
