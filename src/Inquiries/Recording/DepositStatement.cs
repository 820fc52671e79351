using Npgsql;
using NpgsqlTypes;

namespace Periksa.Inquiries.Recording;

/// <summary>The deposit balances of a group's partners once its inquiries are recorded.</summary>
static class DepositStatement
{
    const string Text =
        "select owner, balance from ledger_accounts where purpose = 'deposit' and owner = any ($1)";

    public static void Add(NpgsqlBatch batch, List<InquiryLogItem> group)
    {
        var partners = new HashSet<string>(StringComparer.Ordinal);
        foreach (var waiting in group)
            partners.Add(waiting.Partner);

        batch.BatchCommands.Add(new(Text)
        {
            Parameters =
            {
                new NpgsqlParameter<string[]>
                {
                    TypedValue = [.. partners],
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
                },
            },
        });
    }

    /// <summary>The partner's deposit balance; zero for one that never paid anything in.</summary>
    public static Money Of(Dictionary<string, Money> deposits, PartnerId partner) =>
        deposits.TryGetValue(partner, out var deposit) ? deposit : Money.Zero;

    /// <summary>By partner.</summary>
    public static async Task<Dictionary<string, Money>> Read(NpgsqlDataReader rows)
    {
        var deposits = new Dictionary<string, Money>(StringComparer.Ordinal);
        while (await rows.ReadAsync())
            deposits[rows.GetString(0)] = new(rows.GetInt64(1), Currency.Idr);

        return deposits;
    }
}
