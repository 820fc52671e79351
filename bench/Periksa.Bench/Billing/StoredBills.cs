using System.Data;
using System.Globalization;
using Dapper;
using Npgsql;

namespace Periksa.Bench.Billing;

/// <summary>Bills that are stored before anybody asks about them, one on each virtual account.</summary>
static class StoredBills
{
    const string FillTable = """
        insert into bills (
            id, hash, biller, va_number, type, name, customer_name, customer_email, total, invoice_number, created_at,
            valid_until, components)
        select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
                   placing substring(int8send((extract(epoch from at) * 1000)::bigint) from 3) from 1 for 6),
                   52, 1), 53, 1), 'hex')::uuid,
               'b' || lpad(n::text, 7, '0'), 'toko-maju', '867301' || lpad((1000000000 + n)::text, 10, '0'), @type,
               'SPP Januari', 'John Doe', 'john.doe@example.com', 10000000, 'stored-' || n, at,
               now() + interval '1 year',
               '[{"Id":"95f5c77f-79de-4c12-a151-ef7c68e9b7d2","Name":"SPP","Quantity":1,"Price":10000000}]'
        from (select n, now() - interval '90 days' * (1 - n::double precision / @rows) as at
              from generate_series(0, @rows - 1) n) rows
        """;

    /// <summary>How long <see cref="Customer"/> is.</summary>
    public const int CustomerDigits = 10;

    const long FirstCustomer = 1_000_000_000;

    /// <summary>The end of a virtual account's number, which its biller gave.</summary>
    /// <param name="row">From nought.</param>
    public static string Customer(long row) =>
        (FirstCustomer + row).ToString(CultureInfo.InvariantCulture);

    /// <summary>Fills the table of Periksa or of the plain way, and leaves the server as settled as it would be by
    /// then.</summary>
    /// <param name="type">Of each bill.</param>
    public static async Task Fill(Place place, string database, long rows, string type = "close")
    {
        await using var connection = new NpgsqlConnection(place.Connection(database));
        await connection.ExecuteAsync(FillTable, new { rows, type });
        await connection.ExecuteAsync("vacuum analyze bills");
        await connection.ExecuteAsync("checkpoint", commandType: CommandType.Text);   // one word looks like a procedure
    }
}
