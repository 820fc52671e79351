namespace Periksa.Connectors.Snap;

/// <summary>The sense of a provider's code or status word.</summary>
public enum SnapOutcome
{
    /// <summary>Nothing may be concluded from it.</summary>
    Unclear,

    /// <summary>The account is there, and its holder's name beside it.</summary>
    Found,

    /// <summary>There is no such account.</summary>
    NotFound,

    /// <summary>The account is closed or inactive.</summary>
    Closed,

    /// <summary>The account is dormant.</summary>
    Dormant,

    /// <summary>Nobody may pay into the account.</summary>
    Blocked,

    /// <summary>The answer comes later.</summary>
    Pending,

    /// <summary>The bank cannot answer, and says so.</summary>
    Failed,

    /// <summary>The question was refused for what our settings say; nobody was asked.</summary>
    Misconfigured,

    /// <summary>Too much is asked; nobody was asked.</summary>
    Busy,

    /// <summary>The access token is not taken; the question may be sent once more with another.</summary>
    TokenRefused,

    /// <summary>X-EXTERNAL-ID was used that day; the question may be sent once more with another.</summary>
    ExternalIdUsed,

    /// <summary>The reference was used, so the question was taken before. It is never sent again for this.</summary>
    ReferenceUsed,
}
