using Npgsql;
using NpgsqlTypes;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Partners.Misses;

/// <summary>misses-left.sql and misses-pay.sql, whose rows are owners and what is left to them.</summary>
static class MissStatements
{
    static readonly string Left = Sql.Read("Partners/Misses/misses-left.sql");
    static readonly string Pay = Sql.Read("Partners/Misses/misses-pay.sql");

    /// <param name="accounts">Each owner once.</param>
    public static NpgsqlBatchCommand LeftCommand(IReadOnlyList<MissAccount> accounts) => Command(Left, accounts);

    /// <summary>Locks the accounts, and says what is left.</summary>
    /// <param name="accounts">Each owner once.</param>
    public static NpgsqlBatchCommand LockCommand(IReadOnlyList<MissAccount> accounts) =>
        PayCommand(accounts, _ => 0);

    /// <param name="accounts">Each owner once.</param>
    public static NpgsqlBatchCommand PayCommand(IReadOnlyList<MissAccount> accounts, Func<MissAccount, int> misses)
    {
        var command = Command(Pay, accounts);
        command.Parameters.AddArray(NpgsqlDbType.Integer, accounts, misses);
        return command;
    }

    public static async Task<Dictionary<string, double>> Read(NpgsqlDataReader rows)
    {
        var left = new Dictionary<string, double>(StringComparer.Ordinal);
        while (await rows.ReadAsync())
            left[rows.GetString(0)] = rows.GetDouble(1);

        return left;
    }

    static NpgsqlBatchCommand Command(string text, IReadOnlyList<MissAccount> accounts)
    {
        var command = new NpgsqlBatchCommand(text);
        command.Parameters.AddArray(NpgsqlDbType.Text, accounts, one => one.Owner);
        command.Parameters.AddArray(NpgsqlDbType.Integer, accounts, one => one.Budget);
        return command;
    }
}

/// <summary>The misses left in some miss budgets, and those taken from them in one transaction.</summary>
sealed class MissesLeft(Dictionary<string, double> left)
{
    readonly Dictionary<string, (MissAccount Account, int Misses)> _taken = new(StringComparer.Ordinal);

    /// <summary>The balances that a host is to remember: those of owners that have paid, or have no whole miss
    /// left.</summary>
    public IEnumerable<(string Owner, double Left)> Rest =>
        from one in left where one.Value < 1 || _taken.ContainsKey(one.Key) select (one.Key, one.Value);

    /// <summary>True if a whole miss is left.</summary>
    public bool Has(MissAccount account) => Of(account) >= 1;

    /// <summary>Takes one where there is one.</summary>
    public bool TryTake(MissAccount account)
    {
        if (!Has(account))
            return false;

        left[account.Owner] = Of(account) - 1;
        _taken[account.Owner] = (account, _taken.GetValueOrDefault(account.Owner).Misses + 1);
        return true;
    }

    /// <summary>Pays for what was taken, in the connection's open transaction.</summary>
    public async Task Pay(NpgsqlConnection connection)
    {
        if (_taken.Count == 0)
            return;

        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(MissStatements.PayCommand(
            [.. _taken.Values.Select(one => one.Account)], account => _taken[account.Owner].Misses));
        await batch.PrepareIfAllowed();
        await batch.ExecuteNonQueryAsync();
    }

    double Of(MissAccount account) => left.GetValueOrDefault(account.Owner, account.Budget);
}
