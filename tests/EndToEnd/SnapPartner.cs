using System.Reflection;
using System.Security.Cryptography;

namespace Periksa.EndToEnd.Tests;

/// <summary>Who speaks SNAP: the sandbox's partners, and whoever else a test makes up.</summary>
public sealed record SnapPartner(SnapDialect Dialect, string ClientId, string Secret, RSA Key)
{
    /// <summary>The folder with the sandbox's keys and its script.</summary>
    public static string SandboxFolder { get; } = typeof(SnapPartner).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Sandbox").Value!;

    // Below the folder, which they are read from: these are set in the order in which they stand.
    static readonly RSA TokoKey = ReadKey("toko-maju");
    static readonly RSA WarungKey = ReadKey("warung-jaya");

    public static SnapPartner Toko(SnapDialect dialect) => dialect.Name switch
    {
        "paydia" => new(dialect, "8f548c9c439139b2285269e56db6b8ed", "paydia-sandbox-secret-tokomaju", TokoKey),
        "snap" => new(dialect, "SNAPTOKOMAJU", "snap-sandbox-secret-tokomaju", TokoKey),
        _ => new(dialect, "MCPD00000012", "ifortepay-sandbox-secret-tokomaju", TokoKey),
    };

    public static SnapPartner Warung(SnapDialect dialect) => dialect.Name switch
    {
        "paydia" => new(dialect, "0c5a1d7e9b3f4862a7d0e1f2a3b4c5d6", "paydia-sandbox-secret-warungjaya", WarungKey),
        "snap" => new(dialect, "SNAPWARUNGJA", "snap-sandbox-secret-warungjaya", WarungKey),
        _ => new(dialect, "MCPD00000034", "ifortepay-sandbox-secret-warungjaya", WarungKey),
    };

    /// <summary>The bank that asks what virtual accounts owe.</summary>
    public static SnapPartner Bank { get; } =
        new(SnapDialect.Standard, "SNAPBANKSAND", "snap-sandbox-secret-bank", ReadKey("bank-sandbox"));

    static RSA ReadKey(string partner)
    {
        var key = RSA.Create();
        key.ImportFromPem(File.ReadAllText(Path.Combine(SandboxFolder, $"{partner}.private.pem")));
        return key;
    }
}
