using Npgsql;
using Periksa.Proof;
using Periksa.Tests.Postgres;

namespace Periksa.Store.Tests;

/// <summary>A database made from another, with whatever is in it.</summary>
public sealed class BooksCopy : IAsyncDisposable
{
    readonly string _connectionString;

    BooksCopy(string connectionString) => _connectionString = connectionString;

    public static async Task<BooksCopy> Of(string connectionString) =>
        new(await TestServer.CopyDatabase(connectionString));

    public NpgsqlDataSource Source => field ??= NpgsqlDataSource.Create(_connectionString);

    /// <summary>As somebody with all rights, while no trigger and no foreign key looks.</summary>
    public Task Falsify(string statements) => TestServer.ExecuteAsSuperuser(
        _connectionString, $"set session_replication_role = replica; {statements}");

    /// <summary>As an operator's psql could, with the rights of the hosts.</summary>
    public async Task Execute(string statements)
    {
        await using var command = Source.CreateCommand(statements);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>All differences, each with the name of the law that found it.</summary>
    /// <param name="heads">Of sealed days, as they were kept elsewhere.</param>
    public async Task<IReadOnlyList<(string Law, string Sentence)>> Prove(params (DateOnly Day, string Head)[] heads)
    {
        var said = new List<string>();
        var differences = await new ProofRun(Source).Run(
            said.Add, heads.ToDictionary(one => one.Day, one => one.Head), CancellationToken.None);

        // A law's line comes after what it found.
        var found = new List<(string Law, string Sentence)>();
        for (var (i, first) = (0, 0); i < said.Count; i++)
        {
            if (said[i].StartsWith("  ", StringComparison.Ordinal))
                continue;

            found.AddRange(said[first..i].Select(sentence => (said[i].Split(':')[0], sentence)));
            first = i + 1;
        }

        Assert.Equal(differences, found.Count);
        return found;
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
