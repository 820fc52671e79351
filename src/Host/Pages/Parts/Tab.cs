namespace Periksa.Host.Pages.Parts;

/// <summary>One of several ways to look at a list.</summary>
/// <param name="Path">Below <c>/console</c>.</param>
/// <param name="Title">In English.</param>
/// <param name="IsHere">True of the one that is looked at.</param>
public sealed record Tab(string Path, string Title, bool IsHere)
{
    /// <summary>How many there are; <c>null</c> where nobody counted.</summary>
    public long? Count { get; init; }

    /// <summary>True if there may be more than were counted.</summary>
    public bool IsAtLeast { get; init; }
}
