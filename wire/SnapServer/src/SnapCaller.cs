namespace Periksa.Wire.SnapServer;

/// <summary>The signer of a request, and the moment it was stamped with, as it is written.</summary>
public readonly record struct SnapCaller(Credential Credential, DateTimeOffset Stamp)
{
    public Partner Partner => Credential.Partner;

    /// <summary>True if its stamps are believed to show UTC, whatever zone they name.</summary>
    internal bool HasUtcClock => IsUtcClock(Credential);

    internal static bool IsUtcClock(Credential credential) =>
        credential is { HasUtcClock: true, Partner.IsStrict: false };
}
