using System.Globalization;
using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace Periksa.Bench.Plain;

/// <summary>The second endpoint, which asks where a disbursement is: check, look up, reply.</summary>
static class StatusInquiry
{
    const string Select = """
        select transaction_id as TransactionId, reference, bank_code as BankCode, account_number as AccountNumber,
               holder_name as HolderName, net, fee, fee_name as FeeName, balance_after as BalanceAfter, notes,
               posted_at as PostedAt, status, processed_at as ProcessedAt
        from disbursements where account = @account and reference = @reference
        """;

    public static async Task<JsonHttpResult<StatusReply>> Ask(
        [FromRoute(Name = "account_id")] string account,
        StatusRequest request,
        [FromHeader(Name = "X-PARTNER-ID")] string? partnerId,
        [FromHeader] string? authorization,
        Payers payers,
        NpgsqlDataSource database,
        CancellationToken cancel)
    {
        if (partnerId is null || authorization is null
            || payers.Find(partnerId) is not { } payer || !payer.Shows(authorization))
        {
            return Say(401, new("SP013", "Unauthorized", null));
        }

        if (payer.Account != account)
            return Say(404, new("SP020", "Merchant Account Not Found", null));

        if (request is not { ReferenceNumber: { Length: > 0 and <= 64 } reference })
            return Say(422, new("SP018", "Validation error", null));

        await using var connection = await database.OpenConnectionAsync(cancel);
        var found = await connection.QuerySingleOrDefaultAsync<Disbursement>(Select, new { account, reference });

        return found is null
            ? Say(404, new("SP009", "Transaction Not Found", null))
            : Say(200, new("SP000", "Successfully", Write(found)));
    }

    static JsonHttpResult<StatusReply> Say(int status, StatusReply reply) =>
        TypedResults.Json(reply, statusCode: status);

    static StatusData Write(Disbursement found) => new(
        found.TransactionId,
        found.Reference,
        new(found.Status, Bank.WordFor(found.Status)),
        Write(found.PostedAt),
        found.ProcessedAt is { } processed ? Write(processed) : null,
        new(Bank.ShortCodeOf(found.BankCode), found.HolderName, found.AccountNumber),
        new("IDR", Write(found.Net + found.Fee)),
        new(found.FeeName, Write(found.Fee), "IDR"),
        new("IDR", Write(found.Net)),
        new(Write(found.BalanceAfter), "IDR"),
        found.Notes);

    static string Write(long sen) => (sen / 100m).ToString("F2", CultureInfo.InvariantCulture);

    static string Write(DateTime moment) =>
        new DateTimeOffset(moment).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    sealed class Disbursement
    {
        public required string TransactionId { get; init; }
        public required string Reference { get; init; }
        public required string BankCode { get; init; }
        public required string AccountNumber { get; init; }
        public string? HolderName { get; init; }
        public long Net { get; init; }
        public long Fee { get; init; }
        public required string FeeName { get; init; }
        public long BalanceAfter { get; init; }
        public string? Notes { get; init; }
        public DateTime PostedAt { get; init; }
        public required string Status { get; init; }
        public DateTime? ProcessedAt { get; init; }
    }
}
