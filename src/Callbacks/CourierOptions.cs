using System.Net;
using System.Text.RegularExpressions;

namespace Periksa.Callbacks;

/// <summary>Settings of the courier.</summary>
public sealed partial class CourierOptions
{
    /// <summary>True if any address may be posted to, and the sandbox's own inbox.</summary>
    public bool IsSandbox { get; init; }

    /// <summary>The URL at which this host is served, e.g. <c>http://127.0.0.1:8080</c>, for the sandbox's inbox;
    /// <c>null</c> as long as it is not.</summary>
    public Func<Uri?> Served { get; init; } = () => null;

    /// <summary>Networks that may be posted to although they are not public, e.g. a partner's behind a leased
    /// line.</summary>
    public IReadOnlyList<IPNetwork> Permitted { get; init; } = [];

    /// <summary>Attempts under way on this host at most. Endpoints that fail, are slow, or have not shown yet that they
    /// are neither, share half of them.</summary>
    public int Slots { get; init; } = 1024;

    /// <summary>Attempts under way at an endpoint whose last one succeeded quickly.</summary>
    public int SlotsPerEndpoint { get; init; } = 16;

    /// <summary>Attempts under way at any other endpoint.</summary>
    public int SlotsPerDoubtfulEndpoint { get; init; } = 2;

    /// <summary>An endpoint that takes longer is slow.</summary>
    public TimeSpan SlowAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>An attempt in all: looking the name up, connecting, sending, and the answer's headers.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The time for which a claimed message is this host's. When it has run out, another host may post
    /// it.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The pause between two looks for messages that have fallen due, if no signal comes.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The time that attempts under way may still take when the host stops.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The part of a dialect's pause by which it is lengthened or shortened by chance: messages that failed
    /// together do not come back together.</summary>
    public double Jitter { get; init; } = 0.1;

    /// <summary>The URL to post to, which is also the one to sign: the registered one, unless it names the sandbox's
    /// own inbox; <c>null</c> while it is not known where that is served.</summary>
    public string? Resolve(string registered) => IsInbox(registered)
        ? Served() is { } served
            ? $"{served.GetLeftPart(UriPartial.Authority)}/sandbox{registered["sandbox:".Length..]}"
            : null
        : registered;

    /// <summary>True of a sandbox's own inbox.</summary>
    public bool IsInbox(string registered) => IsSandbox && Inbox.IsMatch(registered);

    /// <summary>These options, if a courier can work with them.</summary>
    public CourierOptions Checked() =>
        SlotsPerDoubtfulEndpoint >= 1 && SlotsPerEndpoint >= SlotsPerDoubtfulEndpoint && Slots >= 2 * SlotsPerEndpoint
        && Timeout > TimeSpan.Zero && Lease >= 2 * Timeout && Pause > TimeSpan.Zero && Jitter is >= 0 and < 1
            ? this
            : throw new ArgumentException(
                "A courier needs some slots, a time-out, a lease of twice that, and a jitter below 1.");

    [GeneratedRegex(@"\Asandbox:/inbox/[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex Inbox { get; }
}
