using Dapper;
using Npgsql;

namespace Periksa.Bench.Billing;

/// <summary>How many payments the database must hold after all that were acknowledged.</summary>
/// <param name="database">Of the host that was asked.</param>
sealed class PaymentTally(Place place, string database)
{
    const string CountPaid = "select count(*) from bill_payments";

    static readonly TimeSpan LastAnswers = TimeSpan.FromMilliseconds(500);

    long _acknowledged;

    public long Stored { get; private set; }

    public void Add(long acknowledged) => _acknowledged += acknowledged;

    /// <summary>Throws unless every acknowledged payment is stored.</summary>
    public async Task Check()
    {
        await Task.Delay(LastAnswers);

        await using var connection = new NpgsqlConnection(place.Connection(database));
        Stored = await connection.QuerySingleAsync<long>(CountPaid);
        if (Stored < _acknowledged)
            throw new InvalidOperationException($"{database}: {_acknowledged} payments acknowledged, {Stored} stored.");
    }
}
