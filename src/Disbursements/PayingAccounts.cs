using Dapper;
using Npgsql;
using Periksa.Ledger;

namespace Periksa.Disbursements;

/// <summary>The accounts that partners send money from.</summary>
public sealed class PayingAccounts(NpgsqlDataSource database, TimeProvider clock)
{
    const string Owner = "select partner from paying_accounts where id = @account";

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
