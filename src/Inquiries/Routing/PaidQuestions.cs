using System.Collections.Concurrent;
using Dapper;
using Npgsql;

namespace Periksa.Inquiries.Routing;

/// <summary>The questions that cost something, counted where they are sent. They are in the ledger before, so the proof
/// can tell that none was sent without.</summary>
public sealed class PaidQuestions
{
    const string Text = """
        insert into paid_questions (day, route, run, asked)
        select day, route, @run, asked from unnest(@days, @routes, @counts) as t (day, route, asked)
        on conflict (day, route, run) do update set asked = excluded.asked
        """;

    readonly Guid _run = Guid.NewGuid();
    readonly ConcurrentDictionary<(DateOnly Day, RouteName Route), long> _asked = [];
    readonly Dictionary<(DateOnly Day, RouteName Route), long> _written = [];

    /// <summary>Counts one that has been sent.</summary>
    public void Note(InquiryId inquiry, RouteName route) =>
        _asked.AddOrUpdate((inquiry.Day, route), 1, static (_, asked) => asked + 1);

    /// <summary>Writes down what has been counted since the last time.</summary>
    public async Task Write(NpgsqlConnection connection, CancellationToken cancel)
    {
        var news = _asked.Where(one => _written.GetValueOrDefault(one.Key) != one.Value).ToArray();
        if (news.Length == 0)
            return;

        var parameters = new
        {
            run = _run,
            days = news.Select(one => one.Key.Day).ToArray(),
            routes = news.Select(one => one.Key.Route.Value).ToArray(),
            counts = news.Select(one => one.Value).ToArray(),
        };
        await connection.ExecuteAsync(new CommandDefinition(Text, parameters, cancellationToken: cancel));
        foreach (var (key, asked) in news)
            _written[key] = asked;
    }
}
