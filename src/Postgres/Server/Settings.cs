namespace Periksa.Postgres.Server;

/// <summary>Settings of a private server. Durability is never traded: fsync and synchronous_commit stay on.</summary>
static class Settings
{
    public const int Port = 5432;   // of the socket's name only: nothing listens on the network

    /// <summary>The server's command-line options; they win over the folder's own postgresql.conf.</summary>
    public static string For(ServerFolder folder) => string.Join(' ', new[]
    {
        "listen_addresses=",
        $"unix_socket_directories={folder.Socket}",
        "unix_socket_permissions=0700",
        $"port={Port}",
        "max_connections=100",
        "shared_buffers=256MB",
        "max_wal_size=2GB",
        "checkpoint_timeout=15min",
        "jit=off",                       // every statement here is short
        "log_error_verbosity=terse",     // details of an error quote whole rows, and rows hold people's names
        "log_min_error_statement=panic", // and so do the statements
        "log_checkpoints=off",
    }.Select(setting => $"-c '{setting}'"));
}
