namespace Periksa.Disbursements.Tests;

public class PausesTests
{
    [Theory]
    [InlineData(-5, 1)]
    [InlineData(0, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 1.5)]
    [InlineData(60, 30)]
    [InlineData(1800, 900)]
    [InlineData(1801, 900)]
    [InlineData(31_536_000, 900)]
    public void Grow_with_the_time_it_has_taken_and_stop_growing(double seconds, double pause) =>
        Assert.Equal(TimeSpan.FromSeconds(pause), Pauses.After(TimeSpan.FromSeconds(seconds)));
}
