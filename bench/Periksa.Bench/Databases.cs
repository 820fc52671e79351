using System.Data;
using Dapper;
using Npgsql;

namespace Periksa.Bench;

/// <summary>The peers' databases, all on one server.</summary>
static class Databases
{
    public const string Bare = "bare";
    public const string Plain = "plain";
    public const string Periksa = "periksa";
    public const string Full = "periksa_full";
    public const string Snap = "periksa_snap";
    public const string Callbacks = "periksa_callbacks";
    public const string Sent = "periksa_sent";
    public const string SentFull = "periksa_sent_full";
    public const string Transfers = "periksa_transfers";
    public const string TpcB = "tpcb";
    public const string Bills = "periksa_bills";
    public const string BillsFull = "periksa_bills_full";
    public const string BillsPaid = "periksa_bills_paid";

    static readonly string[] All =
        [Bare, Plain, Periksa, Full, Snap, Callbacks, Sent, SentFull, Transfers, TpcB, Bills, BillsFull, BillsPaid];

    // Ids are UUIDv7 of the row's own time, as the product makes them, spread over the day so far.
    const string FillDay = """
        insert into inquiries (day, id, at, dialect, partner, bank_code, account_number, outcome, holder_name, price)
        select (at at time zone 'Asia/Jakarta')::date,
               encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
                   placing substring(int8send((extract(epoch from at) * 1000)::bigint) from 3) from 1 for 6),
                   52, 1), 53, 1), 'hex')::uuid,
               at, 'sento', 'toko-maju', '008', lpad((n % 90000000)::text, 8, '1'), 'found', 'John Doe', 100000
        from (select n, midnight + (now() - midnight) * (n::double precision / @rows) as at
              from generate_series(0, @rows - 1) n,
                   (select date_trunc('day', now(), 'Asia/Jakarta') as midnight) today) rows
        """;

    const string BillDay = """
        insert into invoices as v (partner, day, amount, lines)
        select partner, day, sum(price), count(*) from inquiries group by partner, day
        on conflict (partner, day) do update set amount = excluded.amount, lines = excluded.lines
        """;

    public static async Task Make(Place place)
    {
        foreach (var name in All.Except([Bare]))
            await Create(place, name);

        await MakeBare(place);
        await Run(place, Plain, await File.ReadAllTextAsync(place.Load("plain.sql")));
    }

    /// <summary>What pgbench writes to.</summary>
    public static async Task MakeBare(Place place)
    {
        await Create(place, Bare);
        await Run(place, Bare, await File.ReadAllTextAsync(place.Load("pgbench.sql")));
    }

    /// <param name="name">One of this program's own.</param>
    public static Task Create(Place place, string name) => Run(place, "postgres", $"create database {name}");

    /// <summary>Gives a day a long history, and leaves the server as settled as it would be by then.</summary>
    public static async Task Fill(Place place, long rows)
    {
        await using var connection = new NpgsqlConnection(place.Connection(Full));
        await connection.ExecuteAsync(FillDay, new { rows });
        await connection.ExecuteAsync(BillDay);
        await connection.ExecuteAsync("vacuum analyze inquiries");
        await connection.ExecuteAsync("checkpoint", commandType: CommandType.Text);   // one word looks like a procedure
    }

    public static Task Empty(Place place) => Run(place, Periksa, "truncate inquiries, invoices, invoice_lines");

    public static async Task<string> Version(Place place)
    {
        await using var connection = new NpgsqlConnection(place.Connection("postgres"));
        return (await connection.QuerySingleAsync<string>("show server_version")).Split(' ')[0];
    }

    public static async Task Run(Place place, string database, string sql, object? parameters = null)
    {
        await using var connection = new NpgsqlConnection(place.Connection(database));
        await connection.ExecuteAsync(sql, parameters);
    }
}
