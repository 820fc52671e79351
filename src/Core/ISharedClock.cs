namespace Periksa;

/// <summary>The time by which work is decided that all hosts share, and whether this host may decide it.</summary>
/// <remarks>A host whose own clock is wrong must not give up what others have begun, nor do tomorrow's work today.
/// So that is decided by one clock for all, the database's.</remarks>
public interface ISharedClock
{
    /// <summary>The database's time, moved as the sandbox's clock is.</summary>
    DateTimeOffset Now { get; }

    /// <summary>True if this host does background work at all: not while its own clock is known to be
    /// wrong.</summary>
    bool MayWork { get; }

    /// <summary>True if this host decides by the time what becomes of others' work: not while the database's clock is
    /// suspect, either.</summary>
    bool MayDecide { get; }
}
