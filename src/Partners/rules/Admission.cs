using System.Net;

namespace Periksa.Partners;

/// <summary>The admission of a caller that has proved who it is: the one place where it is decided, for every
/// dialect, whether it may ask now.</summary>
/// <remarks>A dialect whose contract puts the address before the signature asks <see cref="MayCallFrom"/> there; all
/// ask <see cref="Refuse"/> last, so none forgets a step. Nothing is counted of a caller that is not
/// proved.</remarks>
public sealed class Admission(IThrottle throttle, IMissBudgets misses)
{
    /// <param name="from">The connection's address, IPv4-mapped IPv6 unmapped.</param>
    public static bool MayCallFrom(Credential credential, IPAddress? from) => credential.MayCallFrom(from);

    /// <summary>Why it may not ask now; <c>null</c> for one that may, which has used up one request of its
    /// rate.</summary>
    /// <param name="proved">Whoever it has proved to be.</param>
    public Unadmitted? Refuse(Credential proved, IPAddress? from, AsksAbout about)
    {
        if (!proved.Partner.Active)
            return Unadmitted.NotActive;

        if (!MayCallFrom(proved, from))
            return Unadmitted.AddressNotRegistered;

        if (!throttle.Admits(proved.Partner, proved.Dialect))
            return Unadmitted.TooManyRequests;

        return HasNoMissLeft(proved, about) ? Unadmitted.TooManyMisses : null;
    }

    bool HasNoMissLeft(Credential proved, AsksAbout about) => about switch
    {
        AsksAbout.Own => false,
        AsksAbout.BankAccount => misses.IsSpent(proved.Partner),
        AsksAbout.VirtualAccount => misses.IsSpent(proved),
    };
}

/// <summary>The kind of thing that a request's answer tells about, and so whose miss budget it draws on when there is
/// no such thing.</summary>
public enum AsksAbout
{
    /// <summary>The caller's own things: its invoices, bills and disbursements, or what it has been asked
    /// before.</summary>
    Own,

    /// <summary>Anybody's bank account: the partner's budget.</summary>
    BankAccount,

    /// <summary>Anybody's virtual account: the credential's budget.</summary>
    VirtualAccount,
}

/// <summary>Why a proved caller may not ask.</summary>
public enum Unadmitted
{
    NotActive,

    /// <summary>It has registered addresses, and this is none of them.</summary>
    AddressNotRegistered,

    /// <summary>Its rate is used up.</summary>
    TooManyRequests,

    /// <summary>It has named too many accounts that do not exist.</summary>
    TooManyMisses,
}
