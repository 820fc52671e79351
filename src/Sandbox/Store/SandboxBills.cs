using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;
using Periksa.Bills;
using Periksa.Ledger;

namespace Periksa.Sandbox.Store;

/// <summary>Makes the sandbox world's bills, and what was paid for them before its first day.</summary>
static class SandboxBills
{
    const string IsThere = "select exists (select from bills where id = @id)";

    const string Pay = """
        insert into bill_payments (id, bill, channel, ref_id, amount, transaction_at, paid_after, at, biller)
        values (@id, @id, 'bank-sandbox', @reference, @amount, @at, @amount, @at, @biller);
        update bills set paid = @amount where id = @id
        """;

    public static async Task Load(
        NpgsqlConnection connection, IReadOnlyList<SandboxWorldBill> bills, DateTimeOffset now)
    {
        foreach (var (one, i) in bills.Select((one, i) => (one, i)))
        {
            var bill = ToBill(one, i, now);
            if (await connection.QuerySingleAsync<bool>(IsThere, new { id = bill.Id.Value }))
                continue;

            if (await Prefixes.Claim(connection, bill.Biller, Prefixes.Of(bill.VaNumber)) is not null)
                continue;   // a user has given its numbers to another biller

            await Maker.Write(connection, bill);
            if (one.Paid.IsPositive)
                await PayBefore(connection, bill, one.Paid, now);
        }
    }

    static async Task PayBefore(NpgsqlConnection connection, Bill bill, Money amount, DateTimeOffset now)
    {
        var reference = $"history:{bill.VaNumber}";
        var payment = new BillPayment(
            bill.Id.Value, bill.Id, new(
                "bank-sandbox"), new(reference), amount, TerminalId: null, now, CustomerName: null,
            amount, now);

        await connection.ExecuteAsync(Pay, new
        {
            id = payment.Id, reference, amount = amount.Minor, at = now.UtcDateTime, biller = bill.Biller.Value,
        });
        await Movements.Move(connection, Payments.Move(bill, payment));
    }

    // The same id at each start, so that what is there already is known again.
    static Bill ToBill(SandboxWorldBill one, int place, DateTimeOffset now)
    {
        var made = Maker.ToBill(new(
            new(one.Biller),
            new(one.VaNumber),
            one.Type,
            one.Name,
            one.Customer,
            one.Description,
            one.ExtDescription,
            DueAt: null,
            one.ValidYears is { } years ? now.AddYears(years) : one.ValidUntil,
            InvoiceNumber: null,
            [new(one.Component.Id ?? $"{Guid.NewGuid():D}", one.Component.Name, Quantity: 1, one.Total)],
            now));

        var id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{place}:{one.VaNumber}")).AsSpan(0, 16));
        return made with { Id = new(id), Hash = new BillHash(one.Hash ?? made.Hash) };
    }
}
