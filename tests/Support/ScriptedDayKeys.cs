using Periksa.Partners;

namespace Periksa.Tests.Support;

/// <summary>Keys of a day that the callers named have always used before.</summary>
public sealed class ScriptedDayKeys(params string[] repeating) : IDayKeys
{
    /// <summary>The last keys that were used up, or would have been.</summary>
    public OnceKeys? Used { get; private set; }

    public Task<bool> Use(OnceKeys keys)
    {
        Used = keys;
        return Task.FromResult(!repeating.Contains(keys.Caller));
    }
}
