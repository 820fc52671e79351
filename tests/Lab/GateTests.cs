using System.Net;

namespace Periksa.Lab.Tests;

public class GateTests
{
    static readonly IPAddress One = IPAddress.Parse("192.0.2.1"), Other = IPAddress.Parse("192.0.2.2");

    [Fact]
    public void Lets_an_address_in_once_at_a_time()
    {
        using var gate = new LabGate(new Watch());

        Assert.True(gate.TryEnter(One));
        Assert.False(gate.TryEnter(One));
        Assert.True(gate.TryEnter(Other));
        Assert.False(gate.TryEnter(Other));

        gate.Leave(One);
        Assert.True(gate.TryEnter(One));
    }

    [Fact]
    public void Lets_an_address_in_so_often_a_minute()
    {
        var watch = new Watch();
        using var gate = new LabGate(watch);
        for (var count = 0; count < LabGate.Maximum; count++)
        {
            Assert.True(gate.TryEnter(One));
            gate.Leave(One);
        }

        Assert.False(gate.TryEnter(One));
        Assert.True(gate.TryEnter(Other));
        watch.Elapsed = LabGate.Window;
        Assert.True(gate.TryEnter(One));
    }

    [Fact]
    public void Takes_neighbours_of_IPv6_for_one_and_remembers_not_too_many()
    {
        using var gate = new LabGate(new Watch());

        Assert.True(gate.TryEnter(IPAddress.Parse("2001:db8::1")));
        Assert.False(gate.TryEnter(IPAddress.Parse("2001:db8::2")));
        for (var count = 0; count < 3 * LabGate.AddressesMaximum; count++)
        {
            var address = new IPAddress([10, 0, (byte)(count >> 8), (byte)(count & 255)]);
            Assert.True(gate.TryEnter(address));
            gate.Leave(address);
        }

        Assert.False(gate.TryEnter(IPAddress.Parse("2001:db8::3")));   // still there
    }

    [Fact]
    public async Task Examines_one_question_after_the_other()
    {
        using var gate = new LabGate(new Watch());
        var question = new LabQuestion { Dialect = "snap", Text = "POST /v1.0/x HTTP/1.1\n\n{}" };

        var all = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ =>
            gate.Examine(question, Samples.Now, TestContext.Current.CancellationToken)));
        Assert.All(all, one => Assert.Equal(LabVerdict.Unknown, one.Verdict));
    }

    sealed class Watch : TimeProvider
    {
        public TimeSpan Elapsed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => TimeSpan.TicksPerHour + Elapsed.Ticks;
    }
}
