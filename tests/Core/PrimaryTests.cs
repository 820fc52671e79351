namespace Periksa.Core.Tests;

public sealed class PrimaryTests
{
    [Fact]
    public async Task That_has_changed_is_not_waited_for()
    {
        var never = new TaskCompletionSource<int>();
        var waiting = Primary.Await(() => never.Task);

        Primary.HasChanged();

        await Assert.ThrowsAsync<IOException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(5)));
        Assert.Equal(7, await Primary.Await(() => Task.FromResult(7)));
    }

    /// <summary>What came through is not called unknown because another server leads by now.</summary>
    [Fact]
    public async Task Keeps_an_answer_that_comes_in_the_moment_of_the_change()
    {
        for (var i = 0; i < 500; i++)
        {
            var answer = new TaskCompletionSource<int>();
            var waiting = Primary.Await(() => answer.Task);
            var changing = Task.Run(Primary.HasChanged);
            answer.SetResult(i);
            await changing;

            var error = await Record.ExceptionAsync(() => waiting.WaitAsync(TimeSpan.FromSeconds(5)));
            Assert.True(error is null or IOException, $"{error}");
        }
    }
}
