using System.Security.Cryptography;
using Npgsql;
using NpgsqlTypes;
using Periksa.Postgres;

namespace Periksa.Proof.SealedDays;

/// <summary>A kind of fact that a day is made of.</summary>
/// <param name="Name">Its SQL file, which reads a page of it.</param>
/// <param name="Bounds">The SQL file that says between which keys the day's rows lie.</param>
sealed record DayPart(string Name, string Bounds)
{
    /// <summary>True for one that not every build seals: a day is sealed without it where there are no such facts, as
    /// all days are that an earlier build has sealed.</summary>
    public bool IsLaterOn { get; init; }

    /// <summary>True for one that each day is sealed with from now on, also a day without any: that nothing was done
    /// is worth as much as what was.</summary>
    public bool IsSealedEmpty { get; init; }

    /// <summary>The number of rows that one digest covers; the part's own is made of theirs. A page is a second's
    /// work at most and some megabytes, however long the day was, and no snapshot lasts longer.</summary>
    const int PageRows = 10_000;

    static readonly TimeSpan PagePatience = TimeSpan.FromMinutes(5);

    /// <summary>The one that retention forgets, a day at a time.</summary>
    public const string Inquiries = "inquiries";

    /// <summary>In the order in which a head is made of them.</summary>
    public static readonly IReadOnlyList<DayPart> All =
    [
        new("movements", "bounds-of-movements"),
        new("disbursements", "bounds-by-id"),
        new("bills", "bounds-by-id"),
        new("payments", "bounds-by-id"),
        new(Inquiries, "bounds-of-inquiries"),
        new("requests", "bounds-by-id") { IsLaterOn = true },
        new("audit-entries", "bounds-of-audit") { IsLaterOn = true, IsSealedEmpty = true },
    ];

    /// <summary>Reads a day's rows, a page a statement, and says how many they are and what their digest is.</summary>
    public async Task<PartDigest> Digest(NpgsqlConnection connection, DateOnly day, CancellationToken cancel)
    {
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var rows = 0L;
        if (await Ends(connection, day) is not ({ } after, { } last))
            return new(Name, rows, whole.GetHashAndReset());

        for (var count = PageRows; count == PageRows;)
        {
            cancel.ThrowIfCancellationRequested();
            (count, after, var digest) = await Page(connection, day, after, last);
            if (count > 0)
                whole.AppendData(digest);

            rows += count;
        }

        return new(Name, rows, whole.GetHashAndReset());
    }

    async Task<(string? After, string? Last)> Ends(NpgsqlConnection connection, DateOnly day)
    {
        await using var command = Command(connection, Bounds, day);
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return row.IsDBNull(0) ? default : (row.GetString(0), row.GetString(1));
    }

    async Task<(int Count, string After, byte[] Digest)> Page(
        NpgsqlConnection connection, DateOnly day, string after, string last)
    {
        await using var command = Command(connection, Name, day);
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = PageRows });
        command.Parameters.Add(new() { Value = last });
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        var count = (int)row.GetInt64(0);
        return count == 0 ? (0, after, []) : (count, row.GetString(1), row.GetFieldValue<byte[]>(2));
    }

    static NpgsqlCommand Command(NpgsqlConnection connection, string name, DateOnly day) =>
        new(Sql.Read($"Proof/SealedDays/{name}.sql"), connection)
        {
            CommandTimeout = (int)PagePatience.TotalSeconds,
            Parameters = { new() { Value = day, NpgsqlDbType = NpgsqlDbType.Date } },
        };
}

/// <summary>The digest of a day's part, and its number of rows.</summary>
readonly record struct PartDigest(string Part, long Rows, byte[] Digest)
{
    public bool IsSame(PartDigest other) => Rows == other.Rows && Digest.AsSpan().SequenceEqual(other.Digest);
}
