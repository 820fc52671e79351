using Periksa.Sandbox.Store;

namespace Periksa.Sandbox;

/// <summary>By what a partner of the world that ships is known in a dialect: its name, and secrets that everybody
/// knows.</summary>
/// <param name="ClientId">Its second name; <c>null</c> where its dialect has one only.</param>
/// <param name="Secret">The API key or client secret.</param>
/// <param name="PrivateKey">PEM; <c>null</c> where it has none.</param>
public sealed record WorldCaller(string Name, string? ClientId, string Secret, string? PrivateKey)
{
    /// <summary>Returns <c>null</c> where the partner is not known in the dialect.</summary>
    public static WorldCaller? Find(string partner, string dialect)
    {
        var known = World.Read().Partners.Single(one => one.Id == partner);
        return dialect switch
        {
            "sento" => new(known.Sento.Username, ClientId: null, known.Sento.ApiKey, PrivateKey: null),
            "singapay" when known.SingaPay is { } own => new(own.PartnerId, own.ClientId, own.ClientSecret, null),
            "ipg-channel" => OfChannel(World.Read().Channels.Single(one => one.MustSign)),
            "ipg-biller" when known.Biller is { } own => new(known.Id, ClientId: null, own.ApiKey, PrivateKey: null),
            _ => FindSnap(known, dialect) ?? FindOther(known, dialect),
        };
    }

    // Banks are nobody's partners: the one that proves itself by its signature alone.
    static WorldCaller OfChannel(SandboxChannel known) => new(known.Id, ClientId: null, known.ApiKey, PrivateKey: null);

    static WorldCaller? FindSnap(SandboxPartner known, string dialect) =>
        known.Snap.FirstOrDefault(one => one.Dialect == dialect) is { } own
            ? new(own.ClientId, ClientId: null, own.ClientSecret, Key(known))
            : null;

    static WorldCaller? FindOther(SandboxPartner known, string dialect) =>
        known.Credentials.FirstOrDefault(one => one.Dialect == dialect) is { } own
            ? new(own.Name, ClientId: null, own.Secret ?? own.Key!, own.PublicKey is null ? null : Key(known))
            : null;

    static string Key(SandboxPartner known) => World.ReadText($"{known.Id}.private.pem");
}
