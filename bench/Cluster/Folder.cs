namespace Periksa.Bench.Cluster;

/// <summary>What a run leaves.</summary>
sealed record Folder(string Path)
{
    /// <summary>A line for everything that was acknowledged.</summary>
    public string Acknowledged => System.IO.Path.Combine(Path, "acknowledged.jsonl");

    /// <summary>What was done to the cluster: milliseconds since 1970, a space, a sentence.</summary>
    public string Events => System.IO.Path.Combine(Path, "events");

    /// <summary>Every second's answers by dialect and code.</summary>
    public string Seconds => System.IO.Path.Combine(Path, "seconds.tsv");

    public string ConnectionString => File.ReadAllText(System.IO.Path.Combine(Path, "connection-string")).Trim();
}
