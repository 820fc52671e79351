using Dapper;
using Npgsql;

namespace Periksa.Partners;

/// <summary>The number of changes of each watched table, at some moment.</summary>
sealed class ChangeStamp(IReadOnlyDictionary<string, long> numbers)
{
    const string Text = "select topic, number from changes";

    // Each of these is read by itself. Whatever else counts belongs to the partners.
    const string Invoices = "invoices";
    const string TokenKeys = "token_keys";
    const string SandboxPrefix = "sandbox_";

    public static async Task<ChangeStamp> Read(NpgsqlConnection connection)
    {
        var rows = await connection.QueryAsync<(string Topic, long Number)>(Text);
        return new(rows.ToDictionary(row => row.Topic, row => row.Number, StringComparer.Ordinal));
    }

    /// <summary>The data to be read by a host that knows what there was at <paramref name="before"/>.</summary>
    public Changed Since(ChangeStamp? before)
    {
        if (before is null)
            return Changed.All;

        var changed = Changed.None;
        foreach (var topic in numbers.Keys.Union(before.Numbers.Keys))
        {
            if (numbers.GetValueOrDefault(topic) != before.Numbers.GetValueOrDefault(topic))
                changed |= Of(topic);
        }

        return changed;
    }

    IReadOnlyDictionary<string, long> Numbers => numbers;

    static Changed Of(string topic) => topic switch
    {
        Invoices => Changed.Owed,
        TokenKeys => Changed.TokenKeys,
        _ when topic.StartsWith(SandboxPrefix, StringComparison.Ordinal) => Changed.Sandbox,
        _ => Changed.Partners,
    };
}

/// <summary>The kinds of data that a host reads, each as a whole.</summary>
[Flags]
enum Changed
{
    None = 0,
    Partners = 1,
    Owed = 2,
    TokenKeys = 4,
    Sandbox = 8,
    All = Partners | Owed | TokenKeys | Sandbox,
}
