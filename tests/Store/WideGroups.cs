using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Postgres.Groups;

namespace Periksa.Store.Tests;

/// <summary>A group commit with one lane, which takes all that there is.</summary>
static class WideGroups
{
    /// <summary>Starts one whose items are their own subjects.</summary>
    public static GroupCommit<string, string> Start(
        Func<Attempt<string>, Task> work, TimeSpan? patience = null, int spare = 6, bool isStarted = true)
    {
        var groups = new GroupCommit<string, string>(
            Settings(item => item) with { Patience = patience ?? TimeSpan.FromSeconds(10) },
            async attempt =>
            {
                await work(attempt);
                return attempt.Items;
            },
            NullLogger.Instance,
            new(spare));
        if (isStarted)
            groups.Start();

        return groups;
    }

    public static GroupOptions<string, string> Settings(Func<string, string> subject) =>
        new(Lanes: 1, GroupLimit: 100, QueueLimit: 100, TimeSpan.FromSeconds(10), subject);
}
