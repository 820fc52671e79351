namespace Periksa.Disbursements.Tests;

public class PausesTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 16)]
    [InlineData(10, 512)]
    [InlineData(11, 900)]
    [InlineData(12, 900)]
    [InlineData(int.MaxValue, 900)]
    public void Double_each_time_and_stop_growing(int times, double pause) =>
        Assert.Equal(TimeSpan.FromSeconds(pause), Pauses.After(times));
}
