using Periksa.Partners;

namespace Periksa.Tests.Support;

/// <summary>Remembers what was let pass, in the order it was counted.</summary>
public sealed class ScriptedLeniency : ILeniency
{
    readonly List<(string Partner, string Dialect, string What)> _counted = [];

    public IReadOnlyList<(string Partner, string Dialect, string What)> Counted => _counted;

    public void Count(Partner partner, DialectName dialect, string what) => _counted.Add((partner.Id, dialect, what));
}
