using System.Diagnostics;
using Periksa.Partners;

namespace Periksa.Engine.Tests;

public sealed class ThrottleTests : IDisposable
{
    // So slow that a test is over before anything is refilled.
    static readonly RateLimit Slow = new(PerSecond: 1, Burst: 3);

    static readonly Partner Maju = new(new("toko-maju"), Active: true) { Rate = Slow };
    static readonly Partner Jaya = new(new("warung-jaya"), Active: true) { Rate = Slow };

    readonly Throttle _throttle = new();

    public void Dispose() => _throttle.Dispose();

    [Fact]
    public void Admits_a_burst_and_no_more() =>
        Assert.Equal(3, Admitted(Maju, "sento", tries: 10));

    [Fact]
    public void Admits_the_rate_after_the_burst()
    {
        var partner = Maju with { Rate = new(PerSecond: 100, Burst: 50) };
        var time = Stopwatch.StartNew();
        var admitted = 0;

        while (time.ElapsedMilliseconds < 1_000)
        {
            admitted += Admitted(partner, "sento", tries: 20);
            Thread.Sleep(10);
        }

        // Whatever else this machine does meanwhile; on an idle one it is close to the most.
        var most = 50 + (int)Math.Ceiling(100 * time.Elapsed.TotalSeconds);
        Assert.InRange(admitted, 51, most);
    }

    [Fact]
    public void Keeps_partners_and_dialects_apart()
    {
        Admitted(Maju, "sento", tries: 10);

        Assert.False(_throttle.Admits(Maju, new("sento")));
        Assert.Equal(3, Admitted(Maju, "paydia", tries: 10));
        Assert.Equal(3, Admitted(Jaya, "sento", tries: 10));
    }

    [Fact]
    public void Knows_a_partner_by_its_id_whatever_else_has_changed()
    {
        Admitted(Maju, "sento", tries: 10);

        Assert.False(_throttle.Admits(Maju with { OldestUnpaidDay = new(2025, 3, 11), MissBudget = 7 }, new("sento")));
    }

    [Fact]
    public void Admits_everything_where_there_is_no_limit() =>
        Assert.Equal(10_000, Admitted(Maju with { Rate = null }, "sento", tries: 10_000));

    [Fact]
    public void Obeys_a_changed_rate_at_once()
    {
        Admitted(Maju, "sento", tries: 10);

        Assert.Equal(5, Admitted(Maju with { Rate = Slow with { Burst = 5 } }, "sento", tries: 10));
        Assert.Equal(1, Admitted(Maju with { Rate = Slow with { Burst = 1 } }, "sento", tries: 10));
        Assert.Equal(10, Admitted(Maju with { Rate = null }, "sento", tries: 10));
    }

    int Admitted(Partner partner, string dialect, int tries) =>
        Enumerable.Range(0, tries).Count(_ => _throttle.Admits(partner, new(dialect)));
}
