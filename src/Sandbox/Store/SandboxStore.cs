using Dapper;
using Npgsql;
using Periksa.Partners.Sealing;
using Periksa.Postgres;
using Periksa.Proof.SealedDays;

namespace Periksa.Sandbox.Store;

/// <summary>Loads the sandbox world and moves its clock.</summary>
public sealed class SandboxStore(NpgsqlDataSource database, MasterKeys seals)
{
    // Hosts look for changes twice a second.
    static readonly TimeSpan HostsLearnWithin = TimeSpan.FromSeconds(1);

    const string Recorded = """
        inquiries, open_inquiries, provider_questions, question_counts, paid_questions, route_closures,
        remembered_answers,
        day_keys, once_references, invoices, invoice_lines, daily_payments, miss_budgets,
        callback_attempts, callback_ended, callback_messages, callback_endpoints, laxities, refused_signatures,
        once_stamps,
        open_payouts, disbursement_steps, disbursement_remark_ends, disbursement_remarks, disbursements,
        paying_accounts, fee_rules,
        bill_inquiries, payment_requests, bill_payments, bill_imports, bills, va_prefixes, reversal_marks,
        postings, movements, ledger_accounts, prices, credentials, partners,
        sandbox_accounts, sandbox_payouts, sandbox_inbox, sandbox_inbox_answers,
        sealed_parts, sealed_days, forgotten
        """;

    // Days that have not been yet, or are not over for long enough.
    const string Unseal = """
        delete from sealed_parts where day >= @today::date - 1; delete from sealed_days where day >= @today::date - 1
        """;

    const string AddAccount = """
        insert into sandbox_accounts (bank_code, number, holder_name, status)
        values (@BankCode, @Number, @HolderName, @Status) on conflict do nothing
        """;

    // A key that was made in a time to come would sign until then, and no other be made.
    const string BringBackTokenKeys = "update token_keys set made_at = @now where made_at > @now";

    // What is to be asked about in a time to come would wait for it.
    const string BringBackPayouts = "update open_payouts set due_at = @now where due_at > @now";

    // Anything that happened at a time that real time has not reached yet.
    const string AheadOf = """
        select exists (select from inquiries where day >= @today and at > @now)
            or exists (select from open_inquiries where at > @now)
            or exists (select from callbacks where created_at > @now)
            or exists (select from callback_attempts where at > @now)
            or exists (select from invoices where paid_at > @now or payment_began_at > @now)
            or exists (select from movements where at > @now)
            or exists (select from disbursement_steps where at > @now)
            or exists (select from bills where created_at > @now or voided_at > @now)
            or exists (select from bill_inquiries where day >= @today and at > @now)
        """;

    /// <summary>Adds what is missing of the world, and leaves alone what a user has changed.</summary>
    public async Task Load(SandboxWorld world, DateTimeOffset now, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await Load(connection, world, now);
        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>Empties everything, loads the world anew and goes back to real time.</summary>
    public async Task Reset(SandboxWorld world, CancellationToken cancel)
    {
        // Real time first, everywhere: what is still written in a time to come is then swept away with the rest.
        await Execute("update sandbox_clock set offset_seconds = 0", cancel);
        await Task.Delay(HostsLearnWithin, cancel);
        await Deadlock.Retried(() => Empty(world, cancel));
    }

    async Task<bool> Empty(SandboxWorld world, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);

        var now = TimeProvider.System.GetUtcNow();
        await connection.ExecuteAsync($"select {DaySeals.Lock}");
        await connection.ExecuteAsync(
            "select empty_sandbox(@tables)",
            new { tables = Recorded.Split(',', StringSplitOptions.TrimEntries) });
        await connection.ExecuteAsync("update sandbox_clock set offset_seconds = 0");
        await connection.ExecuteAsync(BringBackTokenKeys, new { now = now.UtcDateTime });
        await Load(connection, world, now);
        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    async Task Execute(string statement, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(statement);
    }

    /// <summary>Moves the clock forward. False when that would pass <paramref name="furthest"/>.</summary>
    public Task<bool> Advance(TimeSpan by, TimeSpan furthest, CancellationToken cancel) =>
        Deadlock.Retried(() => AdvanceOnce(by, furthest, cancel));

    async Task<bool> AdvanceOnce(TimeSpan by, TimeSpan furthest, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);

        var offset = await connection.QuerySingleAsync<long>("select offset_seconds from sandbox_clock for update");
        var moved = TimeSpan.FromSeconds(offset) + by;
        if (moved > furthest)
            return false;

        await connection.ExecuteAsync(
            "update sandbox_clock set offset_seconds = @seconds", new { seconds = (long)moved.TotalSeconds });

        // The days around the new time exist before any host lives in it.
        var today = BusinessDay.Of(TimeProvider.System.GetUtcNow() + moved);
        await connection.ExecuteAsync(
            "select make_days(@first, @last)", new { first = today.AddDays(-1), last = today.AddDays(7) });

        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    /// <summary>Goes back to real time. False when something is dated after it: history never lies in the
    /// future.</summary>
    public async Task<bool> ReturnToRealTime(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);

        await connection.ExecuteAsync($"select {DaySeals.Lock}");
        await connection.ExecuteAsync("select 1 from sandbox_clock for update");
        var real = TimeProvider.System.GetUtcNow();
        var moment = new { now = real.UtcDateTime, today = BusinessDay.Of(real) };
        if (await connection.QuerySingleAsync<bool>(AheadOf, moment))
            return false;

        // Runs of days to come found nothing to pay, or this would be history; they are due again in their own
        // time.
        await connection.ExecuteAsync("delete from daily_payments where finished_at > @now", moment);
        await connection.ExecuteAsync(BringBackTokenKeys, moment);
        await connection.ExecuteAsync(BringBackPayouts, moment);
        await connection.ExecuteAsync(Unseal, moment);
        await connection.ExecuteAsync("update sandbox_clock set offset_seconds = 0");
        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    async Task Load(NpgsqlConnection connection, SandboxWorld world, DateTimeOffset now)
    {
        // Hosts that start together take turns.
        await connection.ExecuteAsync("select pg_advisory_xact_lock(hashtext('periksa'), hashtext('sandbox'))");

        var callers = new SandboxCallers(connection, seals);
        foreach (var partner in world.Partners)
            await callers.Add(partner, now);

        foreach (var channel in world.Channels)
            await callers.Add(channel);

        await SandboxHistory.Load(connection, world.History);

        await connection.ExecuteAsync(AddAccount, world.Accounts);
        await SandboxBills.Load(connection, world.Bills, now);
    }
}
