using Npgsql;
using NpgsqlTypes;

namespace Periksa.Callbacks;

/// <summary>The SQL files of this assembly, and their parameters.</summary>
static class Sql
{
    public static string Read(string name)
    {
        using var data = typeof(Sql).Assembly.GetManifestResourceStream(name)!;
        using var text = new StreamReader(data);
        return text.ReadToEnd();
    }

    /// <summary>Adds one column of a table of parameters.</summary>
    public static void AddArray<TRow, TValue>(
        this NpgsqlParameterCollection parameters,
        NpgsqlDbType type,
        IReadOnlyList<TRow> rows,
        Func<TRow, TValue> column)
    {
        var values = new TValue[rows.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = column(rows[i]);

        parameters.Add(new NpgsqlParameter<TValue[]>
        {
            TypedValue = values,
            NpgsqlDbType = NpgsqlDbType.Array | type,
        });
    }
}
