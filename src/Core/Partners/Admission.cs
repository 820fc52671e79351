using System.Net;

namespace Periksa;

/// <summary>Whether a caller that has proved who it is may ask now: the one place where that is decided, for every
/// dialect.</summary>
/// <remarks>A dialect whose contract puts the address before the signature asks <see cref="MayCallFrom"/> there; all
/// ask <see cref="Refuse"/> last, so none forgets a step. Nothing is counted of a caller that is not
/// proved.</remarks>
public sealed class Admission(IThrottle throttle)
{
    /// <param name="from">The connection's address, IPv4-mapped IPv6 unmapped.</param>
    public static bool MayCallFrom(Credential credential, IPAddress? from) => credential.MayCallFrom(from);

    /// <summary>Why it may not ask now; <c>null</c> for one that may, which has used up one request of its
    /// rate.</summary>
    /// <param name="proved">Whoever it has proved to be.</param>
    public Unadmitted? Refuse(Credential proved, IPAddress? from)
    {
        if (!proved.Partner.Active)
            return Unadmitted.NotActive;

        if (!MayCallFrom(proved, from))
            return Unadmitted.AddressNotRegistered;

        return throttle.Admits(proved.Partner, proved.Dialect) ? null : Unadmitted.TooManyRequests;
    }
}

/// <summary>Why a proved caller may not ask.</summary>
public enum Unadmitted
{
    NotActive,

    /// <summary>It has registered addresses, and this is none of them.</summary>
    AddressNotRegistered,

    /// <summary>Its rate is used up.</summary>
    TooManyRequests,
}
