using Npgsql;

namespace Periksa.Disbursements;

/// <summary>A disbursement as a row of the table.</summary>
static class DisbursementRow
{
    /// <summary>The columns of the table <c>d</c> that <see cref="Read"/> reads.</summary>
    public const string Columns = """
        d.id, d.transaction_id, d.partner, d.dialect, d.credential, d.account, d.reference,
        d.bank_code, d.account_number, d.holder_name, d.net, d.fee_name, d.fee, d.balance_after, d.notes,
        d.posted_at, d.status, d.processed_at, d.failure_code, d.failure_reason, d.number_as_sent,
        d.key_day, d.key, d.bank_as_sent, d.connector
        """;

    /// <param name="first">Where in the row the columns begin.</param>
    public static Disbursement Read(NpgsqlDataReader row, int first = 0) => new(
        new(row.GetGuid(first)),
        row.GetString(first + 1),
        new(row.GetString(first + 2)),
        new(row.GetString(first + 3)),
        new(row.GetString(first + 4)),
        new(row.GetString(first + 5)),
        new(row.GetString(first + 6)),
        new(row.GetString(first + 7), row.GetString(first + 8)) { AsSent = Text(row, first + 20) },
        Text(row, first + 9),
        MoneyIn(row, first + 10),
        new(row.GetString(first + 11), MoneyIn(row, first + 12)),
        MoneyIn(row, first + 13),
        Text(row, first + 14),
        Moment(row, first + 15))
    {
        Status = Statuses.Read(row.GetString(first + 16)),
        ProcessedAt = row.IsDBNull(first + 17) ? null : Moment(row, first + 17),
        Failure = Text(row, first + 18) is { } code ? new(code, Text(row, first + 19) ?? "") : null,
        Keys = Keys(row, first),
        BankAsSent = Text(row, first + 23),
        Connector = Text(row, first + 24) is { } connector ? new(connector) : null,
    };

    // Its caller is the credential that asked, and its reference the row's.
    static OnceKeys? Keys(NpgsqlDataReader row, int first) =>
        Text(row, first + 22) is { } key
            ? new(
                $"{row.GetString(first + 3)}:{row.GetString(first + 4)}",
                row.GetFieldValue<DateOnly>(first + 21),
                key,
                new Reference(row.GetString(first + 6)))
            : null;

    static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    static Money MoneyIn(NpgsqlDataReader row, int column) => new(row.GetInt64(column), Currency.Idr);

    static DateTimeOffset Moment(NpgsqlDataReader row, int column) => new(row.GetDateTime(column), TimeSpan.Zero);
}

/// <summary>The two digits by which the table, and callers, know a status.</summary>
static class Statuses
{
    public static string Write(DisbursementStatus status) => status switch
    {
        DisbursementStatus.Success => "00",
        DisbursementStatus.Initiated => "01",
        DisbursementStatus.Paying => "02",
        DisbursementStatus.Pending => "03",
        DisbursementStatus.Refunded => "04",
        DisbursementStatus.Canceled => "05",
        DisbursementStatus.Failed => "06",
    };

    public static DisbursementStatus Read(string code) => code switch
    {
        "00" => DisbursementStatus.Success,
        "01" => DisbursementStatus.Initiated,
        "02" => DisbursementStatus.Paying,
        "03" => DisbursementStatus.Pending,
        "04" => DisbursementStatus.Refunded,
        "05" => DisbursementStatus.Canceled,
        "06" => DisbursementStatus.Failed,
        _ => throw new InvalidOperationException($"No disbursement has the status {code}."),
    };
}
