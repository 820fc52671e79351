using Npgsql;
using NpgsqlTypes;

namespace Periksa.Postgres.Groups;

/// <summary>A group as columns: one array for each parameter of a statement, in the statement's order.</summary>
static class Columns
{
    public static void AddArray<TRow, TValue>(
        this NpgsqlParameterCollection parameters,
        NpgsqlDbType type,
        IReadOnlyList<TRow> rows,
        Func<TRow, TValue> column)
    {
        var values = new TValue[rows.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = column(rows[i]);

        parameters.Add(new NpgsqlParameter<TValue[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type });
    }
}
