namespace Periksa.EndToEnd.Tests;

/// <summary>What is true once everything that was under way has ended, whatever happened in between.</summary>
public static class Aftermath
{
    // A dead host's questions are another's after twenty seconds, its callbacks after thirty.
    const double PatienceSeconds = 60;

    /// <summary>Waits until what the bank will answer has been answered, then makes the time pass after which the
    /// rest is given up and what was refused is sent again, and waits until everybody has been told.</summary>
    public static async Task Settle(string database, HostProcess host)
    {
        await Eventually.Is(
            async () => await Count.Ask<int>(
                database,
                """
                select count(*) from open_inquiries where account_number not in ('9900000004', '9900000006')
                """) == 0,
            PatienceSeconds);

        await new SandboxControls(host).Advance(TimeSpan.FromSeconds(90));
        await Eventually.Is(
            async () => await Count.Ask<int>(
                database,
                """
                select (select count(*) from open_inquiries) + (select count(*) from callback_messages)
                """) == 0,
            PatienceSeconds);
    }

    /// <summary>Asserts that every acknowledged inquiry has one final record and one callback, which arrived,
    /// always with the same body; and that nobody else's inquiry has more or less.</summary>
    public static async Task AssertEverybodyWasTold(
        string database, IReadOnlyCollection<SnapReply> acknowledged, IReadOnlyCollection<Callback> received)
    {
        var ids = acknowledged.Select(reply => Guid.Parse(reply.Reference!)).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Equal(ids.Length, await Count.Ask<int>(
            database, "select count(*) from inquiries where id = any (@ids)", new { ids }));

        Assert.Equal(0, await Count.Ask<int>(
            database,
            """
            select count(*)
            from (select id, count(*) as records from inquiries group by id) i
            full join (select subject as id, count(*) as callbacks, min(state) as state
                       from callbacks group by subject) c using (id)
            where (records, callbacks, state) is distinct from (1::bigint, 1::bigint, 'delivered')
            """));

        var told = received.ToLookup(callback => callback.Reference, callback => callback.Body);
        Assert.All(told, bodies => Assert.Single(bodies.Distinct()));
        foreach (var reply in acknowledged)
        {
            var body = Assert.Single(told[reply.Reference!].Distinct());
            if (reply.Code == "2001600")
                Assert.Equal(Rest(reply), body);
        }

        Assert.Equal(await Count.Ask<int>(database, "select count(*) from inquiries"), told.Count);
    }

    /// <summary>Asserts that what the bank knew was never reported as anything else for a host's death.</summary>
    public static async Task AssertBankWasBelieved(string database) => Assert.Equal(0, await Count.Ask<int>(
        database,
        """
        select count(*) from inquiries
        where outcome is distinct from case account_number
            when '9900000001' then 'found' when '9900000002' then 'not_found' when '9900000003' then 'failed'
            when '9900000004' then 'unanswered' when '9900000005' then 'failed' when '9900000006' then 'unanswered'
            when '404404' then 'not_found' else 'found' end
        """));

    // A final answer says the same as its callback, but for the first two fields.
    static string Rest(SnapReply reply) =>
        "{" + reply.Body[reply.Body.IndexOf("\"referenceNo\"", StringComparison.Ordinal)..];
}
