using System.Security.Cryptography;
using Npgsql;

namespace Periksa.Bench;

/// <summary>Where everything is.</summary>
/// <param name="Repository">The clone, with everything built in it.</param>
/// <param name="Work">A temporary folder that is gone after the run.</param>
/// <param name="Socket">The folder of the PostgreSQL server's socket.</param>
sealed record Place(string Repository, string Work, string Socket, string PgBench)
{
    /// <summary>The clone that is measured: this one, but where it is measured against another.</summary>
    public string BuiltIn { get; init; } = Repository;

    public string Readme => Path.Combine(Repository, "bench", "README.md");

    /// <summary>The pids of what runs, for whoever must stop it when this program no longer can.</summary>
    public string Pids => Path.Combine(Work, "pids");

    /// <summary>A private server's folder, for hosts without a connection string.</summary>
    public string Private => Path.Combine(Work, "private");

    public string Load(string file) => Path.Combine(Repository, "bench", "load", file);

    /// <summary>What the sandbox's Toko Maju signs with.</summary>
    public RSA TokoMajuKey() => PrivateKey("toko-maju");

    /// <summary>What one of the sandbox's signs with.</summary>
    public RSA PrivateKey(string owner)
    {
        var key = RSA.Create();
        key.ImportFromPem(File.ReadAllText(Path.Combine(Repository, "sandbox", $"{owner}.private.pem")));
        return key;
    }

    public string Built(string project, string assembly) =>
        Path.Combine(BuiltIn, "artifacts", "bin", project, "release", $"{assembly}.dll");

    public string Connection(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = Socket,
        Username = "postgres",
        Database = database,
        CommandTimeout = 0,   // five million rows take their time
    }.ConnectionString;
}
