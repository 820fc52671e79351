using Periksa.Partners;

namespace Periksa.Tests.Support;

/// <summary>A throttle that has had enough of the partners named, and never of anybody else.</summary>
public sealed class ScriptedThrottle(params string[] hasty) : IThrottle
{
    public bool Admits(Partner partner, DialectName dialect) => !hasty.Contains(partner.Id);
}
