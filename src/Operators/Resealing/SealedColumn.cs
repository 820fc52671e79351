using Dapper;
using Npgsql;
using Periksa.Partners.Sealing;

namespace Periksa.Operators.Resealing;

/// <summary>A column in which secrets lie sealed. A new one is added to <see cref="All"/>.</summary>
/// <param name="Name">Its table and its own name.</param>
/// <param name="Place">What its secrets are bound to, made of the two keys of a row.</param>
sealed record SealedColumn(string Name, Func<string, string, string> Place)
{
    public static readonly SealedColumn[] All =
    [
        new("credentials.client_secret", Client)
        {
            Read = "select dialect, name, client_secret from credentials where client_secret is not null order by 1, 2",
            Write = """
                update credentials c set client_secret = n.fresh
                from unnest(@firsts, @seconds, @old, @fresh) as n (dialect, name, old, fresh)
                where c.dialect = n.dialect and c.name = n.name and c.client_secret = n.old
                returning n.old
                """,
        },
        new("credentials.former_client_secret", Client)
        {
            Read = """
                select dialect, name, former_client_secret from credentials
                where former_client_secret is not null order by 1, 2
                """,
            Write = """
                update credentials c set former_client_secret = n.fresh
                from unnest(@firsts, @seconds, @old, @fresh) as n (dialect, name, old, fresh)
                where c.dialect = n.dialect and c.name = n.name and c.former_client_secret = n.old
                returning n.old
                """,
        },
        new("token_keys.sealed", (id, _) => Places.TokenKey(id))
        {
            Read = "select id, '', sealed from token_keys order by 1",
            Write = """
                update token_keys k set sealed = n.fresh
                from unnest(@firsts, @seconds, @old, @fresh) as n (id, nothing, old, fresh)
                where k.id = n.id and k.sealed = n.old
                returning n.old
                """,
        },
        new("form_keys.sealed", (name, _) => Places.FormKey(name))
        {
            Read = "select name, '', sealed from form_keys order by 1",
            Write = """
                update form_keys k set sealed = n.fresh
                from unnest(@firsts, @seconds, @old, @fresh) as n (name, nothing, old, fresh)
                where k.name = n.name and k.sealed = n.old
                returning n.old
                """,
        },
        new("provider_tokens.token", (connector, _) => Places.ProviderToken(connector))
        {
            Read = "select connector, '', token from provider_tokens order by 1",
            Write = """
                update provider_tokens t set token = n.fresh
                from unnest(@firsts, @seconds, @old, @fresh) as n (connector, nothing, old, fresh)
                where t.connector = n.connector and t.token = n.old
                returning n.old
                """,
        },
        new("operators.totp_secret", (name, _) => Places.TotpSecret(name))
        {
            Read = "select name, '', totp_secret from operators where totp_secret is not null order by 1",
            Write = """
                update operators o set totp_secret = n.fresh
                from unnest(@firsts, @seconds, @old, @fresh) as n (name, nothing, old, fresh)
                where o.name = n.name and o.totp_secret = n.old
                returning n.old
                """,
        },
    ];

    public required string Read { get; init; }

    /// <summary>Replaces what is still as it was read: what somebody else has written since is left to them.</summary>
    public required string Write { get; init; }

    /// <summary>Everything that lies in these columns.</summary>
    public static async Task<IReadOnlyList<SealedSecret>> ReadAll(NpgsqlConnection connection, CancellationToken cancel)
    {
        var all = new List<SealedSecret>();
        foreach (var column in All)
        {
            all.AddRange((await connection.QueryAsync<(string First, string Second, byte[] Whole)>(
                    new CommandDefinition(column.Read, cancellationToken: cancel)))
                .Select(row => new SealedSecret(column, row.First, row.Second, row.Whole)));
        }

        return all;
    }

    /// <returns>Those that were replaced, as they were.</returns>
    public Task<IEnumerable<byte[]>> Replace(
        NpgsqlConnection connection, IReadOnlyCollection<SealedSecret> old, IReadOnlyCollection<byte[]> fresh) =>
        connection.QueryAsync<byte[]>(Write, new
        {
            firsts = old.Select(one => one.First).ToArray(),
            seconds = old.Select(one => one.Second).ToArray(),
            old = old.Select(one => one.Whole).ToArray(),
            fresh = fresh.ToArray(),
        });

    static string Client(string dialect, string name) => Places.ClientSecret(new(dialect), new(name));
}

/// <param name="First">The row's key.</param>
/// <param name="Second">The rest of it; empty where there is none.</param>
/// <param name="Whole">As it lies there.</param>
sealed record SealedSecret(SealedColumn Column, string First, string Second, byte[] Whole)
{
    public string Place => Column.Place(First, Second);
}
