using Dapper;
using Npgsql;

namespace Periksa.Ledger;

/// <summary>The deposits that partners have paid in.</summary>
public sealed class Deposits(NpgsqlDataSource database, TimeProvider clock)
{
    const string Exists = "select exists (select from partners where id = @partner)";

    /// <param name="reference">Names this top-up; the same one comes in once.</param>
    /// <returns>The balance after it; <c>null</c> when there is no such partner.</returns>
    public async Task<Money?> TopUp(PartnerId partner, Money amount, string reference, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);

        if (!await connection.QuerySingleAsync<bool>(Exists, new { partner = partner.Value }))
            return null;

        await Movements.Move(connection, Movement(partner, amount, reference));
        var balance = await Movements.LockBalance(connection, AccountName.Deposit(partner));
        await transaction.CommitAsync(CancellationToken.None);
        return balance;
    }

    Movement Movement(PartnerId partner, Money amount, string reference) =>
        Periksa.Ledger.TopUp.Of(AccountName.Deposit(partner), amount, reference, clock.GetUtcNow());
}
