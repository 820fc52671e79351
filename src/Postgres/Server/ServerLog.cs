namespace Periksa.Postgres.Server;

/// <summary>The private server's log, which takes no more room than two files of a few megabytes.</summary>
static class ServerLog
{
    /// <summary>From here on the log begins anew; what was in it is kept beside it until the next time.</summary>
    public const long LimitBytes = 8 * 1024 * 1024;

    /// <summary>Moves what is in the log out of it once it is too long.</summary>
    /// <remarks>The server keeps its file open and appends to it, so the file stays and is emptied. A line that comes
    /// between the two steps is lost.</remarks>
    public static void Bound(string log, long limitBytes = LimitBytes)
    {
        try
        {
            if (new FileInfo(log) is not { Exists: true } file || file.Length <= limitBytes)
                return;

            File.Copy(log, log + ".old", overwrite: true);
            using var emptied = new FileStream(log, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            emptied.SetLength(0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Full or taken away: the next second tries again.
        }
    }
}
