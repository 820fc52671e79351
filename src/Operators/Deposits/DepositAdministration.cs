using Dapper;
using Npgsql;
using Periksa.Ledger;
using Periksa.Operators.Audit;
using Periksa.Operators.Partners;

namespace Periksa.Operators.Deposits;

/// <summary>What partners have paid in: books what came in from outside, puts right what was booked wrongly, and adds
/// the accounts that they send money from.</summary>
public sealed class DepositAdministration(NpgsqlDataSource database)
{
    /// <summary>The greatest length of a reference.</summary>
    public const int ReferenceLengthMaximum = 100;

    /// <summary>Stands before an id that is a paying account's and no partner's.</summary>
    const string OfAccount = "account:";

    const string FindAccount = "select partner from paying_accounts where id = @id";

    const string InsertAccount = """
        insert into paying_accounts (id, partner) values (@id, @partner) on conflict do nothing returning id
        """;

    const string ReadBalances = """
        select null as Account, coalesce(
            (select balance from ledger_accounts where owner = @partner and purpose = 'deposit'), 0) as Balance
        union all
        (select p.id, coalesce(a.balance, 0)
         from paying_accounts p
         left join ledger_accounts a on a.owner = p.partner and a.purpose = 'disbursement:' || p.id
         where p.partner = @partner
         order by p.id limit @limit)
        """;

    const string ReadLow = """
        select p.id as Partner, p.name, a.balance
        from partners p
        join ledger_accounts a on a.owner = p.id and a.purpose = 'deposit'
        where p.active and a.balance < @below
        order by a.balance, p.id limit @limit
        """;

    const string AmountMoved = """
        select p.amount from movements m
        join postings p on p.movement = m.id
        join ledger_accounts a on a.id = p.account and a.owner = @Owner and a.purpose = @Purpose
        where m.cause = @cause and m.reference = @reference
        """;

    /// <summary>The most accounts of a partner's, or low deposits, that are listed.</summary>
    public const int AccountsMaximum = 500;

    /// <summary>What a partner has here: its deposit first, then the accounts that it sends money from.</summary>
    public async Task<IReadOnlyList<BalanceEntry>> List(string partner, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<BalanceEntry>(new CommandDefinition(
            ReadBalances, new { partner, limit = AccountsMaximum }, cancellationToken: cancel))];
    }

    /// <summary>Active partners with less than that on their deposit, those with least first.</summary>
    /// <param name="below">In sen.</param>
    public async Task<IReadOnlyList<LowDeposit>> ListLow(long below, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<LowDeposit>(new CommandDefinition(
            ReadLow, new { below, limit = AccountsMaximum }, cancellationToken: cancel))];
    }

    /// <summary>Books money that came in. Said again to the letter, it is booked once, and answered alike.</summary>
    /// <param name="to">A partner's id, for the deposit that its inquiries are paid from; or a paying
    /// account's.</param>
    /// <param name="amount">More than nothing.</param>
    /// <param name="reference">Names it, e.g. the bank statement's line.</param>
    public Task<Outcome<DepositEntry>> TopUp(
        Actor actor, string to, Money amount, string reference, string? reason = null) =>
        amount.IsPositive
            ? Move(actor, "deposit.top-up", to, amount, reference, reason, Periksa.Ledger.TopUp.Of)
            : Task.FromResult<Outcome<DepositEntry>>(
                Refusal.Invalid("A top-up is more than 0 rupiah: to take money away, adjust the deposit."));

    /// <summary>Puts right what was booked wrongly: adds to a deposit, or takes from it what is there.</summary>
    /// <param name="to">As in <see cref="TopUp"/>.</param>
    /// <param name="amount">Below zero to take away.</param>
    /// <param name="reason">Why; it must be said.</param>
    public Task<Outcome<DepositEntry>> Adjust(
        Actor actor, string to, Money amount, string reference, string reason) =>
        amount == Money.Zero
            ? Task.FromResult<Outcome<DepositEntry>>(Refusal.Invalid("An adjustment of 0 rupiah moves nothing."))
            : Move(actor, "deposit.adjust", to, amount, reference, reason, Adjustment.Of);

    /// <summary>Adds an account that a partner sends money from. There is nothing on it.</summary>
    /// <param name="id">1 to 50 letters, digits, hyphens and underscores; SNAP takes 19 at most.</param>
    public Task<Outcome<AccountEntry>> AddAccount(Actor actor, string partner, string id, string? reason = null) =>
        AuditedChange.Make<AccountEntry>(database, actor, async change =>
        {
            if (id.Length is 0 or > 50 || !id.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_'))
            {
                return Refusal.Invalid(
                    $"'{Words.Shown(id)}' is no account's id: write 1 to 50 letters, digits, hyphens and underscores.");
            }

            if (Words.RefuseReason(reason) is { } refusal)
                return refusal;

            if (!await PartnerAdministration.Take(change.Connection, partner))
                return await PartnerAdministration.NotFound(change.Connection, partner);

            if (await change.Connection.QuerySingleOrDefaultAsync<string>(InsertAccount, new { id, partner }) is null)
                return Refusal.Duplicate($"There is an account {id} already: choose another id.");

            var added = new AccountEntry(id, partner);
            await change.Note(
                "account.add", $"account:{id}", null, added, OperatorsJson.Default.AccountEntry, reason);
            return added;
        });

    Task<Outcome<DepositEntry>> Move(
        Actor actor, string action, string to, Money amount, string reference, string? reason,
        Func<AccountName, Money, string, DateTimeOffset, Movement> movement) =>
        AuditedChange.Make<DepositEntry>(database, actor, async change =>
        {
            if ((Words.RefuseReference(reference, ReferenceLengthMaximum) ?? Words.RefuseReason(reason)) is { } wrong)
                return wrong;

            var (target, nobody) = await Target(change.Connection, to);
            if (target is not var (partner, account))
                return nobody!;

            var name = account is null
                ? AccountName.Deposit(new(partner))
                : AccountName.Disbursing(new(partner), new(account));
            var now = new DateTimeOffset(
                await change.Connection.QuerySingleAsync<DateTime>("select clock_now()"), TimeSpan.Zero);
            var wanted = movement(name, amount, reference, now);
            if (await TryMove(change.Connection, wanted) is not { } isNew)
                return Refusal.Conflict($"There is less on it than {-amount} rupiah: no deposit goes below zero.");

            if (!isNew && await AmountBefore(change.Connection, wanted, name) != amount.Minor)
            {
                return Refusal.Duplicate(
                    $"The reference '{reference}' has moved another amount, or elsewhere: use one of its own.");
            }

            var balance = await Movements.LockBalance(change.Connection, name);
            var after = new DepositEntry(partner, account, amount.Minor, reference, balance.Minor);
            if (isNew)
            {
                await change.Note(
                    action, $"deposit:{partner}", null, after, OperatorsJson.Default.DepositEntry, reason);
            }

            return after;
        });

    // Whether it is new; null where there is too little. Looked at beforehand, the account would be locked before the
    // one outside, and two movements could wait for each other.
    static async Task<bool?> TryMove(NpgsqlConnection connection, Movement movement)
    {
        try
        {
            return await Movements.Move(connection, movement);
        }
        catch (PostgresException e) when (e.ConstraintName is "balance_covers")
        {
            return null;
        }
    }

    static Task<long?> AmountBefore(NpgsqlConnection connection, Movement wanted, AccountName name) =>
        connection.QuerySingleOrDefaultAsync<long?>(
            AmountMoved, new { name.Owner, name.Purpose, wanted.Cause, wanted.Reference });

    static async Task<((string Partner, string? Account)? Target, Refusal? Refusal)> Target(
        NpgsqlConnection connection, string to)
    {
        var said = to.Replace("\0", "", StringComparison.Ordinal);
        var id = said.StartsWith(OfAccount, StringComparison.Ordinal) ? said[OfAccount.Length..] : said;
        var isPartner = id == said && await PartnerAdministration.Take(connection, id);
        var owner = await connection.QuerySingleOrDefaultAsync<string>(FindAccount, new { id });
        return (isPartner, owner) switch
        {
            (true, null) => ((id, null), null),
            (false, { } partner) => ((partner, id), null),
            (true, _) => (null, Refusal.Conflict(
                $"{id} is a partner's id and a paying account's: say {OfAccount}{id} if the account is meant.")),
            _ => (null, await PartnerAdministration.NotFound(connection, id)),
        };
    }
}
