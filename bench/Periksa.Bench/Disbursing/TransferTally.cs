using Dapper;
using Npgsql;

namespace Periksa.Bench.Disbursing;

/// <summary>What the database must hold after all transfers that were acknowledged.</summary>
/// <param name="database">Of the host that was asked.</param>
/// <param name="gross">What each of them costs.</param>
sealed class TransferTally(Place place, string database, string account, Money gross)
{
    const string CountStored = "select count(*) from disbursements where account_number = @beneficiary";

    const string ReadBalance = "select balance from ledger_accounts where purpose = 'disbursement:' || @account";

    // How often one was taken is also its taker's claim: whoever is at it finds that it is his no more. What nobody
    // has taken must stay so, or its books would say that it may have been sent.
    const string PutOff = """
        update open_payouts
        set due_at = due_at + interval '1 year', claims = claims + sign(claims)::integer, leased_until = null
        where due_at < now() + interval '1 day'
        """;

    static readonly TimeSpan LastAnswers = TimeSpan.FromMilliseconds(500);

    long _acknowledged;
    long _mayBeUnderWay;
    long _covered;

    public long Stored { get; private set; }

    /// <summary>Remembers what stands on the account before the first of them.</summary>
    public async Task Begin() => _covered = await Read(ReadBalance);

    public void Add(long acknowledged)
    {
        _acknowledged += acknowledged;
        _mayBeUnderWay += Pace.Connections;   // when the load stopped
    }

    /// <summary>Puts off what is still to be paid out, so that nobody asks the bank while others are
    /// measured.</summary>
    public async Task Sweep()
    {
        await Task.Delay(LastAnswers);
        await Databases.Run(place, database, PutOff);
        await Databases.Run(place, database, "vacuum open_payouts");
    }

    /// <summary>Throws unless every acknowledged transfer is stored, hardly another one, and the account was
    /// debited for each.</summary>
    public async Task Check()
    {
        Stored = await Read(CountStored);
        if (Stored < _acknowledged || Stored > _acknowledged + _mayBeUnderWay)
            throw new InvalidOperationException($"{_acknowledged} transfers acknowledged, {Stored} stored.");

        var (balance, expected) = (await Read(ReadBalance), _covered - (Stored * gross.Minor));
        if (balance != expected)
            throw new InvalidOperationException($"{balance} sen on the account, {expected} expected.");
    }

    async Task<long> Read(string sql)
    {
        await using var connection = new NpgsqlConnection(place.Connection(database));
        return await connection.QuerySingleAsync<long>(
            sql, new { account, beneficiary = TransferSigner.Beneficiary });
    }
}
