using Periksa.Operators.Messages;

namespace Periksa.Store.Tests;

/// <summary>Which callbacks wait for each other.</summary>
public sealed class CallbackQueueTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task Are_shown_by_what_they_are_about_the_longest_first()
    {
        var (busy, calm) = (Guid.NewGuid(), Guid.NewGuid());
        await shop.Execute(
            """
            insert into callback_messages (dialect, credential, subject, ordering_key, body, created_at, due_at,
                                           attempts)
            values ('ipg-biller', 'toko', @busy, @busy, '', '2025-03-11', '2025-03-12', 2),
                   ('ipg-biller', 'toko', @busy, @busy, '', '2025-03-12', 'infinity', 0),
                   ('singapay', 'toko', @calm, @calm, '', '2025-03-10', '2025-03-10', 0),
                   ('ifortepay', 'toko', @calm, null, '', '2025-03-10', '2025-03-10', 0)
            """,
            new { busy, calm });
        var queues = new CallbackQueues(shop.Source);

        var all = (await queues.List(100, default)).Done!;
        var longest = (await queues.List(1, default)).Done!;

        Assert.Equal([(busy, 2, 2), (calm, 1, 0)], all.Data.Select(one => (one.Key, one.Count, one.Attempts)));
        Assert.Equal(new(2025, 3, 12, 0, 0, 0, TimeSpan.Zero), all.Data[0].NextAt!.Value.ToUniversalTime());
        Assert.Equal(busy, Assert.Single(longest.Data).Key);
        Assert.NotNull((await queues.List(0, default)).Refusal);
    }
}
