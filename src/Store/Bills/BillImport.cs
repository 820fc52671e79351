using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Periksa.Store.Bills;

/// <summary>Many bills in one transaction, copied in as they come: all of them are made, or none.</summary>
sealed class BillImport : IBillImport
{
    const string CopyIn = """
        copy bills (
            id, hash, biller, va_number, type, name, customer_name, customer_email, customer_phone, customer_address,
            total, description, ext_description, due_at, valid_until, invoice_number, created_at, components)
        from stdin (format binary)
        """;

    const string Begun = """
        select made from bill_imports where biller = @biller and digest = @digest
        """;

    const string Used = """
        select invoice_number from bills where biller = @biller and invoice_number = any (@numbers)
        """;

    const string Done = """
        insert into bill_imports (biller, digest, made, at) values (@biller, @digest, @made, @at)
        """;

    readonly NpgsqlConnection _connection;
    readonly NpgsqlTransaction _transaction;
    readonly string _biller;
    readonly byte[] _digest;
    readonly DateTimeOffset _at;
    readonly Dictionary<string, bool> _isOurs = new(StringComparer.Ordinal);
    int _made;

    BillImport(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string biller, byte[] digest, DateTimeOffset at)
    {
        (_connection, _transaction, _biller, _digest, _at) = (connection, transaction, biller, digest, at);
    }

    public int? MadeBefore { get; private init; }

    /// <remarks>One import of a biller's at a time: the second of two that bring the same file finds what the first
    /// has made.</remarks>
    public static async Task<IBillImport> Begin(
        NpgsqlDataSource database,
        string biller,
        ReadOnlyMemory<byte> digest,
        DateTimeOffset at,
        CancellationToken cancel)
    {
        var connection = await database.OpenConnectionAsync(cancel);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancel);
            await connection.ExecuteAsync(
                "select pg_advisory_xact_lock(hashtext('bill-import'), hashtext(@biller))", new { biller });

            var bytes = digest.ToArray();
            return new BillImport(connection, transaction, biller, bytes, at)
            {
                MadeBefore = await connection.QuerySingleOrDefaultAsync<int?>(Begun, new { biller, digest = bytes }),
            };
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task<IReadOnlyList<MakingVerdict>> Add(IReadOnlyList<NewBill> bills, CancellationToken cancel)
    {
        if (MadeBefore is not null)
            throw new InvalidOperationException("This file was imported before.");

        await Learn([.. bills.Select(PrefixOf).Where(prefix => !_isOurs.ContainsKey(prefix)).Distinct()]);
        var used = await FindUsed(bills);
        var verdicts = bills.Select(bill => Judge(bill, used)).ToArray();
        await Copy(bills.Zip(verdicts).Where(one => one.Second is MakingVerdict.Made).Select(one => one.First), cancel);
        return verdicts;
    }

    public async Task Complete(CancellationToken cancel)
    {
        await _connection.ExecuteAsync(
            Done, new { biller = _biller, digest = _digest, made = _made, at = _at.UtcDateTime });
        await _transaction.CommitAsync(cancel);
    }

    /// <summary>What was not completed is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    async Task Learn(string[] prefixes)
    {
        if (prefixes.Length == 0)
            return;

        var others = (await Prefixes.Others(_connection, _biller, prefixes)).ToHashSet();
        foreach (var prefix in prefixes)
            _isOurs[prefix] = !others.Contains(prefix);
    }

    async Task<HashSet<string>> FindUsed(IReadOnlyList<NewBill> bills)
    {
        var numbers = bills.Select(bill => bill.InvoiceNumber).OfType<string>().ToArray();
        return numbers.Length == 0
            ? []
            : [.. await _connection.QueryAsync<string>(Used, new { biller = _biller, numbers })];
    }

    MakingVerdict Judge(NewBill bill, HashSet<string> used)
    {
        if (!_isOurs[PrefixOf(bill)])
            return MakingVerdict.PrefixOfAnother;

        // From here on it is used: the next of the same file finds it.
        return bill.InvoiceNumber is not { } number || used.Add(number)
            ? MakingVerdict.Made
            : MakingVerdict.InvoiceNumberUsed;
    }

    async Task Copy(IEnumerable<NewBill> bills, CancellationToken cancel)
    {
        await using var copy = await _connection.BeginBinaryImportAsync(CopyIn, cancel);
        foreach (var bill in bills)
        {
            await copy.StartRowAsync(cancel);
            await Write(copy, BillOffice.ToBill(bill));
            _made++;
        }

        await copy.CompleteAsync(cancel);
    }

    static async Task Write(NpgsqlBinaryImporter copy, Bill bill)
    {
        await copy.WriteAsync(bill.Id.Value, NpgsqlDbType.Uuid);
        await copy.WriteAsync(bill.Hash, NpgsqlDbType.Text);
        await copy.WriteAsync(bill.Biller, NpgsqlDbType.Text);
        await copy.WriteAsync(bill.VaNumber, NpgsqlDbType.Text);
        await copy.WriteAsync(BillRow.Write(bill.Type), NpgsqlDbType.Text);
        await copy.WriteAsync(bill.Name, NpgsqlDbType.Text);
        await copy.WriteAsync(bill.Customer.Name, NpgsqlDbType.Text);
        await WriteText(copy, bill.Customer.Email);
        await WriteText(copy, bill.Customer.Phone);
        await WriteText(copy, bill.Customer.Address);
        await copy.WriteAsync(bill.Total.Minor, NpgsqlDbType.Bigint);
        await WriteText(copy, bill.Description);
        await WriteText(copy, bill.ExtDescription);
        await WriteTime(copy, bill.DueAt);
        await WriteTime(copy, bill.ValidUntil);
        await WriteText(copy, bill.InvoiceNumber);
        await copy.WriteAsync(bill.CreatedAt.UtcDateTime, NpgsqlDbType.TimestampTz);
        await copy.WriteAsync(BillRow.Write(bill.Components), NpgsqlDbType.Jsonb);
    }

    static Task WriteText(NpgsqlBinaryImporter copy, string? text) =>
        text is null ? copy.WriteNullAsync() : copy.WriteAsync(text, NpgsqlDbType.Text);

    static Task WriteTime(NpgsqlBinaryImporter copy, DateTimeOffset? time) =>
        time is null ? copy.WriteNullAsync() : copy.WriteAsync(time.Value.UtcDateTime, NpgsqlDbType.TimestampTz);

    static string PrefixOf(NewBill bill) => bill.VaNumber[..Prefixes.Length];
}
