using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;

namespace Periksa.Bills;

/// <summary>A bill as a row of the table.</summary>
static class BillRow
{
    /// <summary>The columns of the table <c>b</c> that <see cref="Read"/> reads.</summary>
    public const string Columns = """
        b.id, b.hash, b.biller, b.va_number, b.type, b.name, b.customer_name, b.customer_email, b.customer_phone,
        b.customer_address, b.total, b.paid, b.description, b.ext_description, b.due_at, b.valid_until,
        b.invoice_number, b.created_at, b.voided_at, b.components, b.events
        """;

    /// <summary>The number of these columns.</summary>
    public const int Count = 21;

    /// <summary>The question for what is not paid on a virtual account, its parameter, and is not void.</summary>
    public const string Unpaid = $"""
        select {Columns} from bills b
        where b.va_number = $1 and b.voided_at is null and (b.type = 'open' or b.paid < b.total)
        order by b.id
        """;

    /// <summary>The same, and locks them in the order in which every payment does.</summary>
    public const string LockUnpaid = $"{Unpaid} for update";

    /// <param name="first">Where in the row the columns begin.</param>
    public static Bill Read(DbDataReader row, int first = 0) => new(
        new(row.GetGuid(first)),
        new(row.GetString(first + 1)),
        new(row.GetString(first + 2)),
        new(row.GetString(first + 3)),
        ReadType(row.GetString(first + 4)),
        row.GetString(first + 5),
        new(row.GetString(first + 6), Text(row, first + 7), Text(row, first + 8), Text(row, first + 9)),
        MoneyIn(row, first + 10),
        MoneyIn(row, first + 11),
        Text(row, first + 12),
        Text(row, first + 13),
        Moment(row, first + 14),
        Moment(row, first + 15),
        Text(row, first + 16),
        Moment(row, first + 17)!.Value,
        ReadComponents(row.GetString(first + 19)))
    {
        VoidedAt = Moment(row, first + 18),
        Events = row.GetInt32(first + 20),
    };

    public static async Task<IReadOnlyList<Bill>> ReadAll(DbDataReader rows)
    {
        var bills = new List<Bill>();
        while (await rows.ReadAsync())
            bills.Add(Read(rows));

        return bills;
    }

    /// <summary>The bills that a question with one parameter is about.</summary>
    public static async Task<IReadOnlyList<Bill>> Find(NpgsqlConnection connection, string question, object parameter)
    {
        await using var command = new NpgsqlCommand(question, connection)
        {
            Parameters = { new() { Value = parameter } },
        };
        await using var rows = await command.ExecuteReaderAsync();
        return await ReadAll(rows);
    }

    public static string Write(BillType type) => type switch
    {
        BillType.Open => "open",
        BillType.Close => "close",
        BillType.Partial => "partial",
    };

    public static string Write(IEnumerable<BillComponent> components) => JsonSerializer.Serialize(
        [.. components.Select(one => new ComponentRow(one.Id, one.Name, one.Quantity, one.Price.Minor))],
        BillJson.Default.ComponentRowArray);

    static ImmutableArray<BillComponent> ReadComponents(string json) =>
    [
        .. JsonSerializer.Deserialize(json, BillJson.Default.ComponentRowArray)!
            .Select(row => new BillComponent(row.Id, row.Name, row.Quantity, new(row.Price, Currency.Idr))),
    ];

    internal static BillType ReadType(string word) => word switch
    {
        "open" => BillType.Open,
        "close" => BillType.Close,
        "partial" => BillType.Partial,
        _ => throw new InvalidOperationException($"No bill is of the type {word}."),
    };

    internal static string? Text(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);

    internal static Money MoneyIn(DbDataReader row, int column) => new(row.GetInt64(column), Currency.Idr);

    internal static DateTimeOffset? Moment(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : new(row.GetDateTime(column), TimeSpan.Zero);
}

/// <summary>A component as it lies in the table: its price in sen.</summary>
sealed record ComponentRow(string Id, string Name, int Quantity, long Price);

[JsonSerializable(typeof(ComponentRow[]))]
sealed partial class BillJson : JsonSerializerContext;
