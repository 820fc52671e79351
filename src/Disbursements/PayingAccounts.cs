using Dapper;
using Npgsql;
using Periksa.Ledger;

namespace Periksa.Disbursements;

/// <summary>The accounts that partners send money from.</summary>
public sealed class PayingAccounts(NpgsqlDataSource database, TimeProvider clock)
{
    const string Owner = "select partner from paying_accounts where id = @account";

    const string Standing = """
        select p.id, o.name, a.balance
        from paying_accounts p
        join partners o on o.id = p.partner
        join ledger_accounts a on a.owner = p.partner and a.purpose = 'disbursement:' || p.id
        where p.id = @account
        """;

    /// <summary>An account as it stands now; <c>null</c> when there is none.</summary>
    public static async Task<PayingAccount?> Find(NpgsqlDataSource reads, PayingAccountId account)
    {
        await using var connection = await reads.OpenConnectionAsync();
        var found = await connection.QuerySingleOrDefaultAsync<(string Id, string HolderName, long Balance)?>(
            Standing, new { account = account.Value });

        return found is { } one ? new(one.Id, one.HolderName, new(one.Balance, Currency.Idr)) : null;
    }

    /// <param name="reference">Names this top-up; the same one comes in once.</param>
    /// <returns>The balance after it; <c>null</c> when there is no such account.</returns>
    public async Task<Money?> TopUp(PayingAccountId account, Money amount, string reference, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);

        var partner = await connection.QuerySingleOrDefaultAsync<string>(Owner, new { account = account.Value });
        if (partner is null)
            return null;

        var name = AccountName.Disbursing(new(partner), account);
        await Movements.Move(connection, Periksa.Ledger.TopUp.Of(name, amount, reference, clock.GetUtcNow()));
        var balance = await Movements.LockBalance(connection, name);
        await transaction.CommitAsync(CancellationToken.None);
        return balance;
    }
}
