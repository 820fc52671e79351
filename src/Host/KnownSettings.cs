namespace Periksa.Host;

/// <summary>The names below Periksa that mean something, so that a misspelt one is noticed.</summary>
static class KnownSettings
{
    // What ends in a star is a list, or a group that is bound as a whole.
    static readonly string[] Names =
    [
        "Periksa:Answers:RememberFound",
        "Periksa:Answers:RememberNotFound",
        "Periksa:Callbacks:Permitted:*",
        "Periksa:Connectors:*",
        "Periksa:Dialects:*",
        "Periksa:Dialects:Snap:OwnBank",
        "Periksa:Dialects:Snap:Version",
        "Periksa:FormerMasterKeys:*",
        "Periksa:HostName",
        "Periksa:Journal:GroupLimit",
        "Periksa:Journal:Patience",
        "Periksa:Journal:QueueLimit",
        "Periksa:Journal:Writers",
        "Periksa:MasterKey",
        "Periksa:Metrics:LowDeposit",
        "Periksa:Metrics:Seconds",
        "Periksa:Migrate",
        "Periksa:Mode",
        "Periksa:NoBank",
        "Periksa:Operator:Urls",
        "Periksa:Payouts:*",
        "Periksa:PrivateDatabase",
        "Periksa:Proxies:*",
        "Periksa:Restore:AskFirstHours",
        "Periksa:Retention:*",
        "Periksa:Routes:*",
        "Periksa:Sandbox:AnyAddress",
        "Periksa:TimestampToleranceSeconds",
    ];

    /// <summary>The settings that were set and mean nothing, as an operator wrote them.</summary>
    public static IReadOnlyList<string> FindUnknown(IConfiguration settings) =>
    [
        .. from setting in settings.GetSection("Periksa").AsEnumerable()
           where setting.Value is not null && !Names.Any(name => Means(name, setting.Key))
           orderby setting.Key
           select setting.Key.Replace(":", "__", StringComparison.Ordinal),
    ];

    static bool Means(string name, string key) => name.EndsWith('*')
        ? key.StartsWith(name[..^1], StringComparison.OrdinalIgnoreCase)
        : key.Equals(name, StringComparison.OrdinalIgnoreCase);
}
