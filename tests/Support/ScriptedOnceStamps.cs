using Periksa.Partners;

namespace Periksa.Tests.Support;

/// <summary>Stamps that are used up as long as it lives.</summary>
public sealed class ScriptedOnceStamps : IOnceStamps
{
    readonly HashSet<(string Caller, string Stamp)> _used = [];

    public IReadOnlyCollection<(string Caller, string Stamp)> Used => _used;

    public Task<bool> Use(Credential caller, string stamp) => Task.FromResult(_used.Add((caller.Caller, stamp)));
}
