using System.Buffers.Text;
using System.Data;
using System.Security.Cryptography;
using Dapper;
using Npgsql;

namespace Periksa.Store.Bills;

/// <summary>Bills as billers see them.</summary>
public sealed class BillOffice(NpgsqlDataSource database, TimeProvider clock) : IBillOffice
{
    const int TriesMaximum = 3;
    const int HashBytes = 6;   // eight characters, and one in 281 billion is the same as another

    const string Insert = """
        insert into bills (
            id, hash, biller, va_number, type, name, customer_name, customer_email, customer_phone, customer_address,
            total, description, ext_description, due_at, valid_until, invoice_number, created_at, components)
        values (@Id, @Hash, @Biller, @VaNumber, @type, @Name, @CustomerName, @Email, @Phone, @Address,
                @total, @Description, @ExtDescription, @dueAt, @validUntil, @InvoiceNumber, @createdAt,
                @components::jsonb)
        """;

    const string One = $"select {BillRow.Columns} from bills b where b.biller = @biller and b.hash = @hash";

    // A status is read off the clock, so it is asked for as what it is made of.
    const string Filter = """
        from bills b
        where b.biller = @biller
          and (@vaNumber is null or b.va_number = @vaNumber)
          and (@invoiceNumber is null or b.invoice_number = @invoiceNumber)
          and (@status is null or @status = case
                when b.voided_at is not null then 'void'
                when b.type <> 'open' and b.paid >= b.total then 'paid'
                when b.valid_until <= @now then 'expired'
                else 'active' end)
        """;

    const string Page = $"select {BillRow.Columns} {Filter} order by b.id desc offset @offset limit @limit";
    const string CountAll = $"select count(*) {Filter}";

    const string PaymentsOf = $"""
        select {PaymentRow.Columns} from bill_payments p where p.bill = @id order by p.id
        """;

    const string Revoke = "update bills set voided_at = @now where id = @id and voided_at is null";

    public async Task<MakingAnswer> Make(NewBill bill)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await MakeOnce(ToBill(bill));
            }
            catch (PostgresException e) when (e.ConstraintName is "hash_once" && tries < TriesMaximum)
            {
                // Another has this hash: the next one will be free.
            }
            catch (PostgresException e) when (e.ConstraintName is "invoice_number_once")
            {
                return new(MakingVerdict.InvoiceNumberUsed);
            }
        }
    }

    public async Task<Bill?> Find(string biller, string hash, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await Find(connection, biller, hash);
    }

    public async Task<BillPage> List(string biller, BillFilter filter, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);

        var parameters = Parameters(biller, filter);
        var total = await connection.QuerySingleAsync<long>(CountAll, parameters);
        await using var rows = await connection.ExecuteReaderAsync(Page, parameters);
        var bills = new List<Bill>();
        while (await rows.ReadAsync(cancel))
            bills.Add(BillRow.Read(rows));

        return new(total, bills);
    }

    public async Task<IReadOnlyList<BillPayment>?> Payments(string biller, string hash, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        if (await Find(connection, biller, hash) is not { } bill)
            return null;

        await using var rows = await connection.ExecuteReaderAsync(
            PaymentsOf, new { id = bill.Id.Value });
        var payments = new List<BillPayment>();
        while (await rows.ReadAsync(cancel))
            payments.Add(PaymentRow.Read(rows));

        return payments;
    }

    public async Task<VoidAnswer> Void(string biller, string hash, DateTimeOffset now, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);

        // Locked, so that nobody pays meanwhile what is revoked here.
        if (await Find(connection, biller, hash, "for update") is not { } bill)
            return new(VoidVerdict.NotFound);

        if (bill.StatusAt(now) is BillStatus.Paid)
            return new(VoidVerdict.Paid);

        await connection.ExecuteAsync(Revoke, new { id = bill.Id.Value, now = now.UtcDateTime });
        await transaction.CommitAsync(cancel);
        return new(VoidVerdict.Voided, bill with { VoidedAt = bill.VoidedAt ?? now });
    }

    public Task<IBillImport> BeginImport(
        string biller, ReadOnlyMemory<byte> digest, CancellationToken cancel) =>
        BillImport.Begin(database, biller, digest, clock.GetUtcNow(), cancel);

    internal static Bill ToBill(NewBill bill) => new(
        new(Guid.CreateVersion7(bill.At)),
        Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(HashBytes)),
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
        bill.Hash,
        bill.Biller,
        bill.VaNumber,
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

    async Task<MakingAnswer> MakeOnce(Bill bill)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (!await Prefixes.Claim(connection, bill.Biller, [bill.VaNumber[..Prefixes.Length]]))
            return new(MakingVerdict.PrefixOfAnother);

        await Write(connection, bill);
        await transaction.CommitAsync();
        return new(MakingVerdict.Made, bill);
    }

    static async Task<Bill?> Find(NpgsqlConnection connection, string biller, string hash, string locking = "")
    {
        await using var rows = await connection.ExecuteReaderAsync(
            locking is "" ? One : One + " for update", new { biller, hash });
        return await rows.ReadAsync() ? BillRow.Read(rows) : null;
    }

    static DynamicParameters Parameters(string biller, BillFilter filter)
    {
        var parameters = new DynamicParameters(new
        {
            biller, now = filter.Now.UtcDateTime, offset = filter.Offset, limit = filter.Limit,
        });
        parameters.Add("vaNumber", filter.VaNumber, DbType.String);
        parameters.Add("invoiceNumber", filter.InvoiceNumber, DbType.String);
        parameters.Add("status", filter.Status is { } status ? Word(status) : null, DbType.String);
        return parameters;
    }

    static string Word(BillStatus status) => status switch
    {
        BillStatus.Active => "active",
        BillStatus.Paid => "paid",
        BillStatus.Expired => "expired",
        BillStatus.Void => "void",
    };
}
