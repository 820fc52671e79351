using System.Globalization;
using Dapper;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace Periksa.Bench.Plain;

/// <summary>The endpoint: check, look up, write, reply.</summary>
static class Inquiry
{
    const string Insert = """
        insert into inquiries (day, id, at, dialect, partner, bank_code, account_number, outcome, holder_name, price)
        values (@day, @id, @at, 'sento', @partner, @bank, @number, @outcome, @holder, @price)
        """;

    const string Bill = """
        insert into invoices as v (partner, day, amount, lines) values (@partner, @day, @price, 1)
        on conflict (partner, day) do update set amount = v.amount + excluded.amount, lines = v.lines + 1
        returning id
        """;

    public static async Task<InquiryReply> Ask(
        InquiryRequest request,
        [FromHeader(Name = "x-username")] string? username,
        [FromHeader(Name = "x-api-key")] string? key,
        Partners partners,
        NpgsqlDataSource database,
        TimeProvider clock,
        CancellationToken cancel)
    {
        var now = clock.GetUtcNow();

        if (username is null || partners.Find(username) is not { } partner)
            return Reply("201", "User is not found", request, now);

        if (key is null || !partner.Has(key))
            return Reply("208", "API Key is not valid", request, now);

        if (request is not { BankCode.Length: > 0, AccountNumber.Length: > 0 }
            || !request.AccountNumber.All(char.IsAsciiDigit))
        {
            return Reply("990", "Request Parameter is not valid", request, now);
        }

        if (!Bank.Knows(request.BankCode))
            return Reply("205", "Bank Code is not found", request, now);

        var holder = Bank.HolderOf(request.BankCode, request.AccountNumber);
        var (id, invoice) = await Write(database, partner, request, holder, now, cancel);

        var reply = holder is null
            ? Reply("209", "Bank Account is not found", request, now)
            : Reply("000", "Success", request, now) with { AccountName = holder };
        return reply with { Id = id, InvoiceId = invoice };
    }

    // The invoice comes last: every request of a partner waits for its row, so the lock is held for as short as can be.
    static async Task<(Guid Id, Guid Invoice)> Write(
        NpgsqlDataSource database, Partners.Row asking, InquiryRequest request, string? holder, DateTimeOffset now,
        CancellationToken cancel)
    {
        var id = Guid.CreateVersion7(now);
        var (partner, price) = (asking.Partner, asking.Price);
        var day = DateOnly.FromDateTime(now.ToOffset(TimeSpan.FromHours(7)).DateTime);
        var (bank, number) = (request.BankCode, request.AccountNumber);
        var outcome = holder is null ? "not_found" : "found";

        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);

        await connection.ExecuteAsync(
            Insert, new { day, id, at = now.UtcDateTime, partner, bank, number, outcome, holder, price }, transaction);
        var invoice = await connection.QuerySingleAsync<Guid>(Bill, new { partner, day, price }, transaction);

        await transaction.CommitAsync(cancel);
        return (id, invoice);
    }

    static InquiryReply Reply(string code, string message, InquiryRequest request, DateTimeOffset now) => new(
        new(code, message),
        request.BankCode,
        request.AccountNumber,
        AccountName: null,
        now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
        Id: null,
        InvoiceId: null);
}
