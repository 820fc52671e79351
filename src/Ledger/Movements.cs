using Dapper;
using Npgsql;

namespace Periksa.Ledger;

/// <summary>Writes movements of money. The database holds the law: postings sum to zero, balances follow them, a
/// deposit is never negative, and a cause and reference move money once.</summary>
static class Movements
{
    // Locked in the order of their ids, so that two movements never wait for each other in a circle.
    const string Lock = """
        select a.id from ledger_accounts a
        join unnest(@owners, @purposes) as n (owner, purpose) using (owner, purpose)
        order by a.id for update of a
        """;

    const string Open = """
        insert into ledger_accounts (owner, purpose, may_be_negative)
        select owner, purpose, owner = 'house' from unnest(@owners, @purposes) as n (owner, purpose)
        on conflict do nothing
        """;

    const string Begin = """
        insert into movements (cause, reference, at) values (@cause, @reference, @at)
        on conflict do nothing returning id
        """;

    const string Post = """
        insert into postings (movement, account, amount)
        select @movement, a.id, n.amount
        from unnest(@owners, @purposes, @amounts) as n (owner, purpose, amount)
        join ledger_accounts a using (owner, purpose)
        order by a.id
        """;

    /// <summary>Posts within the connection's open transaction. False when this cause and reference moved money before:
    /// then nothing moves now.</summary>
    public static async Task<bool> Move(NpgsqlConnection connection, Movement movement)
    {
        var owners = movement.Postings.Select(posting => posting.Account.Owner).ToArray();
        var purposes = movement.Postings.Select(posting => posting.Account.Purpose).ToArray();
        var amounts = movement.Postings.Select(posting => posting.Amount.Minor).ToArray();

        await connection.ExecuteAsync(Open, new { owners, purposes });
        await connection.ExecuteAsync(Lock, new { owners, purposes });

        var id = await connection.QuerySingleOrDefaultAsync<long?>(
            Begin, new { cause = movement.Cause, reference = movement.Reference, at = movement.At.UtcDateTime });
        if (id is null)
            return false;

        await connection.ExecuteAsync(Post, new { movement = id, owners, purposes, amounts });
        return true;
    }

    /// <summary>Locks an account until the transaction ends, and says what stands on it.</summary>
    public static async Task<Money> LockBalance(NpgsqlConnection connection, AccountName account) => new(
        await connection.QuerySingleOrDefaultAsync<long>(
            "select balance from ledger_accounts where owner = @Owner and purpose = @Purpose for update", account),
        Currency.Idr);
}
