using Npgsql;

namespace Periksa.Postgres.Schema;

/// <summary>Connections that change the schema, or forget what is in it.</summary>
static class OwnerSource
{
    const int ConnectTimeoutSeconds = 5;
    const int KeepAliveSeconds = 5;

    /// <summary>Without a time-out for commands, since an index of a large table takes what it takes, and without
    /// prepared statements, since nothing is said twice.</summary>
    /// <param name="application">How the server's list of sessions calls them.</param>
    public static NpgsqlDataSource Open(
        string connectionString,
        string setting = "ConnectionStrings__Periksa",
        string application = "periksa migrate")
    {
        var settings = ConnectionSettings.Parse(connectionString, setting);
        settings.CommandTimeout = 0;
        settings.MaxAutoPrepare = 0;
        settings.MinPoolSize = 0;
        settings.NoResetOnClose = true;
        settings.ApplicationName = application;

        if (!settings.ShouldSerialize("Timeout"))
            settings.Timeout = ConnectTimeoutSeconds;

        // The server itself is slow when it builds an index; a machine that is gone is told from that.
        if (settings.Host?.StartsWith('/') is not true)
        {
            settings.TcpKeepAlive = true;
            settings.TcpKeepAliveTime = KeepAliveSeconds;
            settings.TcpKeepAliveInterval = KeepAliveSeconds;
        }

        var hasSeveral = settings.Host?.Contains(',', StringComparison.Ordinal) is true;
        if (hasSeveral && string.IsNullOrEmpty(settings.TargetSessionAttributes))
            settings.TargetSessionAttributes = "primary";

        return new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = "owner" }.Build();
    }
}
