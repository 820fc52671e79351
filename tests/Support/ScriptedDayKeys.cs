using Periksa.Partners;

namespace Periksa.Tests.Support;

/// <summary>Keys of a day that the callers named have always used before.</summary>
public sealed class ScriptedDayKeys(params string[] repeating) : IDayKeys
{
    /// <summary>The id under which every key is used up.</summary>
    public static readonly InquiryId Id = new(Guid.Parse("019ac001-5cb8-7f00-8a11-0c0ffee00011"));

    /// <summary>The last keys that were used up, or would have been.</summary>
    public OnceKeys? Used { get; private set; }

    public Task<InquiryId?> Use(OnceKeys keys)
    {
        Used = keys;
        return Task.FromResult<InquiryId?>(repeating.Contains(keys.Caller) ? null : Id);
    }
}
