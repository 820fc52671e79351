namespace Periksa.Postgres.Hosts;

/// <summary>The verdict on which clock is to be believed, this host's or the database's.</summary>
public enum ClockStanding
{
    /// <summary>There are too few readings yet.</summary>
    Unknown,

    /// <summary>This host's and the database's say the same.</summary>
    Agree,

    /// <summary>This host's is wrong: another host agrees with the database, or more hosts with each other.</summary>
    HostIsWrong,

    /// <summary>Nobody agrees with the database, as far as anybody has been seen.</summary>
    DatabaseIsSuspect,
}

/// <summary>Says whose clock is wrong, from how far each host's is ahead of the database's.</summary>
public static class ClockJudge
{
    /// <summary>Clocks kept by NTP are a hundred times nearer to each other.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    /// <param name="own">This host's.</param>
    /// <param name="others">Those of the other hosts that were seen lately.</param>
    public static ClockStanding Judge(TimeSpan own, IReadOnlyList<TimeSpan> others)
    {
        if (own.Duration() <= Tolerance)
            return ClockStanding.Agree;

        if (others.Any(other => other.Duration() <= Tolerance))
            return ClockStanding.HostIsWrong;

        // All differ. Those that differ alike bear each other out; where others are more of a kind, this one is wrong.
        var alike = 1 + Near(own, others);
        var alikeElsewhere = others.Where(other => !IsNear(own, other)).Select(other => Near(other, others));
        return alikeElsewhere.Any(count => count > alike)
            ? ClockStanding.HostIsWrong
            : ClockStanding.DatabaseIsSuspect;
    }

    static int Near(TimeSpan one, IEnumerable<TimeSpan> all) => all.Count(other => IsNear(one, other));

    static bool IsNear(TimeSpan one, TimeSpan other) => (one - other).Duration() <= Tolerance;
}

/// <summary>Believes what three readings in a row have said: one alone may be a machine that stood still.</summary>
/// <remarks>A host that was found wrong stays so until it agrees with the database: that nobody else is seen any more
/// does not make its clock right.</remarks>
public sealed class ClockOpinion
{
    public const int InARow = 3;

    ClockStanding _heard;
    int _times;

    public ClockStanding Standing { get; private set; }

    /// <returns>Whether that has changed it.</returns>
    public bool Hear(ClockStanding said)
    {
        if (Standing is ClockStanding.HostIsWrong && said is ClockStanding.DatabaseIsSuspect)
            said = ClockStanding.HostIsWrong;

        _times = said == _heard ? _times + 1 : 1;
        _heard = said;
        if (_times < InARow || said == Standing)
            return false;

        Standing = said;
        return true;
    }
}
