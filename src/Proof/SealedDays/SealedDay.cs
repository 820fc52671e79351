using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;

namespace Periksa.Proof.SealedDays;

/// <summary>A day that is over, and what it was made of, chained to the day before.</summary>
sealed record SealedDay(DateOnly Day, byte[] Head, IReadOnlyList<PartDigest> Parts)
{
    const string Insert = """
        insert into sealed_days (day, head, sealed_at) values (@day, @head, clock_now());
        insert into sealed_parts (day, part, rows, digest)
        select @day, * from unnest(@parts, @rows, @digests)
        """;

    const string ReadAll = """
        select d.day, d.head, p.part, p.rows, p.digest
        from sealed_days d left join sealed_parts p using (day)
        order by d.day
        """;

    public string HeadText => Convert.ToHexStringLower(Head);

    /// <summary>The head of a day: the digest of a text that anybody can write down and digest again.</summary>
    /// <param name="before">The head of the day before; <c>null</c> for the first that is sealed.</param>
    public static SealedDay Of(DateOnly day, byte[]? before, IReadOnlyList<PartDigest> parts)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd} after {Text(before ?? [])}\n");
        foreach (var part in parts)
            text.Append(CultureInfo.InvariantCulture, $"{part.Part} {part.Rows} {Text(part.Digest)}\n");

        return new(day, SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())), parts);
    }

    /// <summary>Digests a day as it stands in the database now.</summary>
    public static async Task<SealedDay> Read(
        NpgsqlConnection connection, DateOnly day, byte[]? before, CancellationToken cancel)
    {
        var parts = new List<PartDigest>();
        foreach (var part in DayPart.All)
        {
            var digest = await part.Digest(connection, day, cancel);
            if (digest.Rows > 0 || !part.IsLaterOn || part.IsSealedEmpty)
                parts.Add(digest);
        }

        return Of(day, before, parts);
    }

    public Task Write(NpgsqlConnection connection) => connection.ExecuteAsync(Insert, new
    {
        day = Day,
        head = Head,
        parts = Parts.Select(part => part.Part).ToArray(),
        rows = Parts.Select(part => part.Rows).ToArray(),
        digests = Parts.Select(part => part.Digest).ToArray(),
    });

    /// <summary>All that are written down, oldest first.</summary>
    public static async Task<IReadOnlyList<SealedDay>> All(NpgsqlConnection connection)
    {
        var rows = await connection.QueryAsync<(DateOnly Day, byte[] Head, string? Part, long Rows, byte[] Digest)>(
            ReadAll);
        return
        [
            .. rows.GroupBy(row => row.Day).Select(day => new SealedDay(day.Key, day.First().Head, PartsOf(day))),
        ];
    }

    static IReadOnlyList<PartDigest> PartsOf(
        IEnumerable<(DateOnly Day, byte[] Head, string? Part, long Rows, byte[] Digest)> rows) =>
    [
        .. from part in DayPart.All
           join row in rows on part.Name equals row.Part
           select new PartDigest(part.Name, row.Rows, row.Digest),
    ];

    static string Text(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
