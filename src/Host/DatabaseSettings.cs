using Periksa.Postgres;

namespace Periksa.Host;

/// <summary>Which database an operator wants, and as whom.</summary>
static class DatabaseSettings
{
    /// <summary>For a verb that works on whatever database the hosts would use.</summary>
    public static DatabaseAccess Read(IConfiguration settings) => new(
        settings.GetConnectionString("Periksa"),
        settings.GetConnectionString("PeriksaOwner"),
        settings["PERIKSA_DATA"],
        Settings.IsTrue(settings["Periksa:Migrate"] ?? "true"));

    /// <summary>For a host: a production whose setting is missing or misspelt must not begin anew on an empty
    /// database.</summary>
    public static DatabaseAccess Read(IConfiguration settings, Mode mode)
    {
        var access = Read(settings);
        if (mode is Mode.Production && access.IsPrivate && !Settings.IsTrue(settings["Periksa:PrivateDatabase"]))
        {
            throw new SettingsException(
                "Production needs ConnectionStrings__Periksa, or Periksa__PrivateDatabase=true if it is to make itself "
                + "a private server on this machine.");
        }

        return access;
    }
}
