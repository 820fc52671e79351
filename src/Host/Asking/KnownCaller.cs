using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Periksa.Host.Verbs;
using Periksa.Operators;

namespace Periksa.Host.Asking;

/// <summary>A caller with its secrets: the sandbox's, or one that 'periksa credential issue --json' has
/// printed.</summary>
/// <remarks>Not a record: a record would print the secrets.</remarks>
sealed class KnownCaller
{
    const int KeyBitsMinimum = 2048;   // what SNAP signs with; a smaller key proves nothing

    public required string Dialect { get; init; }

    /// <summary>What it says it is called: a user name, X-PARTNER-ID or X-CLIENT-KEY.</summary>
    public required string Name { get; init; }

    /// <summary>Its second name, where its dialect has two.</summary>
    public string? ClientId { get; init; }

    /// <summary>The API key or client secret.</summary>
    public required string Secret { get; init; }

    /// <summary>PEM; <c>null</c> where it has none, or none was told.</summary>
    public string? PrivateKey { get; init; }

    public byte[] SecretBytes => Encoding.UTF8.GetBytes(Secret);

    /// <param name="file">What was printed when it was issued; <c>null</c> for the sandbox's Toko Maju.</param>
    /// <param name="keyFile">Its private key, PEM; <c>null</c> where it is in the file.</param>
    /// <exception cref="SettingsException">The files do not say who asks.</exception>
    public static async Task<KnownCaller> Read(string dialect, string? file, string? keyFile)
    {
        var key = keyFile is null ? null : Encoding.UTF8.GetString(await Given.ReadFile(keyFile));
        if (file is not null)
        {
            var read = await Read(file);
            if (read.Dialect != dialect)
                throw new SettingsException($"The credential in {file} is of {read.Dialect}, not of {dialect}.");

            return key is null ? read : read.With(key);
        }

        var known = SandboxMode.Caller(dialect) ?? throw new SettingsException(
            $"The sandbox's Toko Maju has no credential of {dialect}: name a file of one with --credential.");
        return key is null ? known : known.With(key);
    }

    /// <summary>One that was printed when it was issued.</summary>
    /// <exception cref="SettingsException">The file does not hold one.</exception>
    public static async Task<KnownCaller> Read(string file)
    {
        var json = await Given.ReadFile(file);
        try
        {
            if (JsonSerializer.Deserialize(json, OperatorsJson.Plain.IssuedCredential)
                is { Credential: not null, Secret: not null } issued)
            {
                return new()
                {
                    Dialect = issued.Credential.Dialect,
                    Name = issued.Credential.Name,
                    ClientId = issued.Credential.ClientId,
                    Secret = issued.Secret,
                    PrivateKey = issued.PrivateKey,
                };
            }
        }
        catch (JsonException)
        {
            // Said below; what the parser says may quote a secret.
        }

        throw new SettingsException(
            $"{file} holds no credential: have 'periksa credential issue PARTNER DIALECT --json >{file}' write it.");
    }

    /// <exception cref="SettingsException">It has none.</exception>
    public RSA OpenKey()
    {
        if (PrivateKey is null)
        {
            throw new SettingsException(
                $"No private key of {Name} is at hand, and this is signed with one: name its PEM file with --key.");
        }

        var key = RSA.Create();
        try
        {
            key.ImportFromPem(PrivateKey);
            return key.KeySize >= KeyBitsMinimum
                ? key
                : throw new ArgumentException($"It has fewer than {KeyBitsMinimum} bits.");
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new SettingsException(
                $"What is given as the private key of {Name} is none: give an unencrypted RSA key in PEM, of 2048 bits "
                + "or more.");
        }
    }

    KnownCaller With(string key) => new()
    {
        Dialect = Dialect, Name = Name, ClientId = ClientId, Secret = Secret, PrivateKey = key,
    };
}
