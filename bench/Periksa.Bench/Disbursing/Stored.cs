using System.Data;
using Dapper;
using Npgsql;
using Periksa.Sandbox.Store;

namespace Periksa.Bench.Disbursing;

/// <summary>Disbursements that are stored before anybody asks about them.</summary>
static class Stored
{
    // Ids and references ascend, as the product's and a caller's counter do. Nothing was debited for these: they
    // are there to be found, and the ledger of such a database prove nothing.
    const string FillTable = """
        insert into disbursements (
            id, transaction_id, partner, dialect, credential, account, reference, bank_code, account_number,
            holder_name, net, fee, fee_name, balance_after, notes, posted_at, status, processed_at)
        select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
                   placing substring(int8send((extract(epoch from at) * 1000)::bigint) from 3) from 1 for 6),
                   52, 1), 53, 1), 'hex')::uuid,
               '33122' || to_char(at at time zone 'Asia/Jakarta', 'YYYYMMDDHH24MISS') || lpad(n::text, 8, '0'),
               'toko-maju', 'singapay', @credential, @account, 'bench-' || lpad(n::text, 7, '0'),
               '002', '1234567890000', 'Cengkal Marpaung',
               5000000, 100000, 'Transfer Fee', 100000000000, 'sometimes', at, '00', at + interval '1 second'
        from (select n, now() - interval '90 days' * (1 - n::double precision / @rows) as at
              from generate_series(0, @rows - 1) n) rows
        """;

    // A server that has been up for a while has read what it is asked about; without this, the first rounds do.
    const string Warm = """
        create extension pg_prewarm;
        select pg_prewarm(oid) from pg_class
        where oid = 'disbursements'::regclass
           or oid in (select indexrelid from pg_index where indrelid = 'disbursements'::regclass)
        """;

    /// <summary>Fills the table of Periksa or of the plain way, which have the same columns, and leaves the server
    /// as settled as it would be by then.</summary>
    public static async Task Fill(Place place, string database, SandboxSingaPay payer, long rows)
    {
        await using var connection = new NpgsqlConnection(place.Connection(database));
        await connection.OpenAsync();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            // The references are good; looking each of them up would take longer than all the rest.
            await connection.ExecuteAsync("set local session_replication_role = replica");
            await connection.ExecuteAsync(
                FillTable, new { credential = payer.PartnerId, account = payer.Account, rows });
            await transaction.CommitAsync();
        }

        await connection.ExecuteAsync("vacuum analyze disbursements");
        await connection.ExecuteAsync(Warm);
        await connection.ExecuteAsync("checkpoint", commandType: CommandType.Text);   // one word looks like a procedure
    }
}
