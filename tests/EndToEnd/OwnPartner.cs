using System.Security.Cryptography;

namespace Periksa.EndToEnd.Tests;

/// <summary>A partner of an operator's own, as one is made in production: a sealed secret, and rows by SQL.</summary>
static class OwnPartner
{
    public const string Secret = "a-client-secret-of-our-own";

    public static SnapPartner Of(SnapDialect dialect, string name, RSA key) => new(dialect, name, Secret, key);

    public static async Task Introduce(string database, SnapDialect dialect, string name, RSA key) =>
        await Introduce(database, dialect, name, await Seal(dialect, name, Secret), key);

    public static async Task<string> Seal(SnapDialect dialect, string name, string secret)
    {
        var (code, sealedSecret, _) = await HostProcess.Run($"{secret}\n", "seal", dialect.Name, name);

        Assert.Equal(0, code);
        Assert.Matches(@"\A\\x[0-9a-f]+\z", sealedSecret);
        return sealedSecret;
    }

    /// <summary>The partner's caller of Sento's, who pays a thousand rupiah an inquiry.</summary>
    public static Task<int> AddSento(string database, string name, string key) => Count.Ask<int>(
        database,
        """
        with caller as (
            insert into credentials (dialect, name, partner, api_key_hash)
            values ('sento', @name, 'warung-baru', sha256(convert_to(@key, 'UTF8')))
        )
        insert into prices (partner, dialect, from_at, amount)
        values ('warung-baru', 'sento', now(), 100000) returning 1
        """,
        new { name, key });

    public static async Task Introduce(
        string database, SnapDialect dialect, string name, string sealedSecret, RSA key)
    {
        await Count.Ask<int>(
            database,
            """
            with ours as (insert into partners (id, name) values ('warung-baru', 'Warung Baru') on conflict do nothing)
            select 1
            """);
        await Count.Ask<int>(
            database,
            """
            insert into credentials (dialect, name, partner, client_secret, public_key)
            values (@Dialect, @name, 'warung-baru', @sealedSecret::bytea, decode(@publicKey, 'base64')) returning 1
            """,
            new
            {
                Dialect = dialect.Name,
                name,
                sealedSecret,
                publicKey = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()),
            });
    }
}
