using System.Buffers.Text;
using System.Security.Cryptography;
using Dapper;
using Npgsql;
using Periksa.Postgres;

namespace Periksa.Bills;

/// <summary>Makes one bill in one transaction.</summary>
/// <remarks>It may have to wait for an import that has its number or its prefix, and an import lasts as long as its
/// file is. So it waits for a moment only, and few wait at once: they hold connections that payments need.</remarks>
sealed class Maker(NpgsqlDataSource database) : IDisposable
{
    const int TriesMaximum = 3;
    const int HashBytes = 6;   // eight characters, and one in 281 billion is the same as another

    /// <summary>Of the twenty connections that a host has.</summary>
    const int AtOnceMaximum = 8;

    /// <summary>Long enough for hundreds to have had their turn, where nobody is in the way.</summary>
    static readonly TimeSpan TurnPatience = TimeSpan.FromSeconds(1);

    // Two bills that are made on one account at once would not count each other. An import takes no such lock, since
    // it would need a million: the bills of one that is under way are not counted yet.
    const string Begin = $"""
        set local lock_timeout = '2s';
        select pg_advisory_xact_lock(hashtext('bills-on'), hashtext(@VaNumber)), {Prefixes.KeepOne}
        """;

    const string Insert = """
        insert into bills (
            id, hash, biller, va_number, type, name, customer_name, customer_email, customer_phone, customer_address,
            total, description, ext_description, due_at, valid_until, invoice_number, created_at, components)
        values (@Id, @Hash, @Biller, @VaNumber, @type, @Name, @CustomerName, @Email, @Phone, @Address,
                @total, @Description, @ExtDescription, @dueAt, @validUntil, @InvoiceNumber, @createdAt,
                @components::jsonb)
        """;

    readonly SemaphoreSlim _turns = new(AtOnceMaximum);

    public async Task<MakingAnswer> Make(NewBill bill)
    {
        if (!await _turns.WaitAsync(TurnPatience))
            return new(MakingVerdict.TooBusy);

        return await Patience.Within(Patience.Brief - TurnPatience, () => MakeAndEndTurn(bill));
    }

    // The turn is over when the database has answered, whether or not anybody still waits for it.
    async Task<MakingAnswer> MakeAndEndTurn(NewBill bill)
    {
        try
        {
            return await MakeInTurn(bill);
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();

    internal static Bill ToBill(NewBill bill) => new(
        new(Guid.CreateVersion7(bill.At)),
        new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(HashBytes))),
        bill.Biller,
        bill.VaNumber,
        bill.Type,
        bill.Name,
        bill.Customer,
        bill.Total,
        Money.Zero,
        bill.Description,
        bill.ExtDescription,
        bill.DueAt,
        bill.ValidUntil,
        bill.InvoiceNumber,
        bill.At,
        bill.Components);

    internal static Task<int> Write(NpgsqlConnection connection, Bill bill) => connection.ExecuteAsync(Insert, new
    {
        Id = bill.Id.Value,
        Hash = bill.Hash.Value,
        Biller = bill.Biller.Value,
        VaNumber = bill.VaNumber.Value,
        type = BillRow.Write(bill.Type),
        bill.Name,
        CustomerName = bill.Customer.Name,
        bill.Customer.Email,
        bill.Customer.Phone,
        bill.Customer.Address,
        total = bill.Total.Minor,
        bill.Description,
        bill.ExtDescription,
        dueAt = bill.DueAt?.UtcDateTime,
        validUntil = bill.ValidUntil?.UtcDateTime,
        bill.InvoiceNumber,
        createdAt = bill.CreatedAt.UtcDateTime,
        components = BillRow.Write(bill.Components),
    });

    async Task<MakingAnswer> MakeInTurn(NewBill bill)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                var answer = await MakeOnce(ToBill(bill));
                return answer.Verdict is MakingVerdict.PrefixOfAnother && await TakeOver(bill)
                    ? await MakeOnce(ToBill(bill))
                    : answer;
            }
            catch (PostgresException e) when (e.ConstraintName is "hash_once" && tries < TriesMaximum)
            {
                // Another has this hash: the next one will be free.
            }
            catch (PostgresException e) when (e.ConstraintName is "invoice_number_once")
            {
                return new(MakingVerdict.InvoiceNumberUsed);
            }
            catch (PostgresException e) when (
                e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
            {
                return new(MakingVerdict.TooBusy);
            }
        }
    }

    Task<bool> TakeOver(NewBill bill) => Prefixes.TakeOver(database, bill.Biller, Prefixes.Of(bill.VaNumber));

    async Task<MakingAnswer> MakeOnce(Bill bill)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync(
            Begin, new { VaNumber = bill.VaNumber.Value, turn = Prefixes.Turn(Prefixes.Of(bill.VaNumber)) });

        if (await Prefixes.Claim(connection, bill.Biller, Prefixes.Of(bill.VaNumber)) is { } refusal)
            return new(refusal);

        if ((await Payable.On(connection, bill.CreatedAt, bill.VaNumber))[bill.VaNumber] >= BillLimits.PayableOnAccount)
            return new(MakingVerdict.BillsTooMany);

        await Write(connection, bill);
        await transaction.CommitAsync();
        return new(MakingVerdict.Made, bill);
    }
}
