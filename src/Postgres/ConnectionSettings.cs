using Npgsql;
using Periksa.Postgres.Server;

namespace Periksa.Postgres;

/// <summary>The settings of a connection string, and the defaults for those that it leaves out.</summary>
static class ConnectionSettings
{
    const int RecheckSeconds = 1;

    /// <summary>True if the connection string says that only a primary will do.</summary>
    public static bool IsPrimaryChosen(NpgsqlConnectionStringBuilder settings) =>
        settings.TargetSessionAttributes is "primary" or "read-write";

    /// <summary>The driver's own defaults take any of several hosts, a standby too, and look again for the primary
    /// every ten seconds only.</summary>
    public static void DefaultForSeveralHosts(NpgsqlConnectionStringBuilder settings)
    {
        if (settings.Host?.Contains(',', StringComparison.Ordinal) is not true)
            return;

        Default(settings, "Target Session Attributes", "primary");
        Default(settings, "Host Recheck Seconds", RecheckSeconds);
    }

    /// <param name="setting">Whose text it is.</param>
    public static NpgsqlConnectionStringBuilder Parse(
        string connectionString, string setting = "ConnectionStrings__Periksa")
    {
        try
        {
            return new(connectionString);
        }
        catch (ArgumentException e)
        {
            // Without the text: it may hold a password.
            throw new ServerException(
                $"{setting} is no connection string: write it like "
                + "'Host=db;Username=periksa;Password=…;Database=periksa'.", e);
        }
    }

    /// <summary>Sets what an operator has not: what was written wins.</summary>
    public static void Default(NpgsqlConnectionStringBuilder settings, string key, object value)
    {
        if (!settings.ShouldSerialize(key))
            settings[key] = value;
    }
}
