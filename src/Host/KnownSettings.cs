using System.Globalization;
using Periksa.Disbursements;
using Periksa.Inquiries.Recording;
using Periksa.Monitoring;
using Periksa.Partners;
using Periksa.Retention;
using Periksa.Wire.Http;

namespace Periksa.Host;

/// <summary>The names below Periksa that mean something, so that a misspelt one is noticed.</summary>
static class KnownSettings
{
    // What ends in a star is a list, or a section whose reader refuses what it does not know.
    static readonly string[] Names =
    [
        "Periksa:AccessLog",
        "Periksa:Answers:*",
        "Periksa:Callbacks:Permitted:*",
        "Periksa:Connectors:*",
        "Periksa:Dialects:Snap:OwnBank",
        "Periksa:Dialects:Snap:Version",
        "Periksa:DrainSeconds",
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
        "Periksa:Operator:OpenId:Authority",
        "Periksa:Operator:OpenId:ClientId",
        "Periksa:Operator:OpenId:ClientSecret",
        "Periksa:Operator:OpenId:ClientSecretFile",
        "Periksa:Operator:OpenId:Name",
        "Periksa:Operator:Urls",
        "Periksa:Payouts:*",
        "Periksa:PrivateDatabase",
        "Periksa:Proxies:*",
        "Periksa:Restore:AskFirstHours",
        "Periksa:Retention:Days",
        "Periksa:Retention:ReferenceDays",
        "Periksa:Routes:*",
        "Periksa:Sandbox:AnyAddress",
        "Periksa:TimestampToleranceSeconds",
        .. Dialects.All.SelectMany(OfDialect),
    ];

    /// <summary>What holds where nothing is set, as an operator would write it; lists and secrets have none.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Defaults(Mode mode) =>
    [
        new("Periksa:AccessLog", "false"),
        new("Periksa:DrainSeconds", "0"),
        new("Periksa:Journal:GroupLimit", Text(new InquiryLogOptions().GroupLimit)),
        new("Periksa:Journal:Patience", Text(new InquiryLogOptions().Patience)),
        new("Periksa:Journal:QueueLimit", Text(new InquiryLogOptions().QueueLimit)),
        new("Periksa:Journal:Writers", Text(new InquiryLogOptions().Writers)),
        new("Periksa:Metrics:LowDeposit", Text(new MonitoringOptions().LowDeposit)),
        new("Periksa:Metrics:Seconds", Text(new MonitoringOptions().Seconds)),
        new("Periksa:Migrate", "true"),
        new("Periksa:Mode", "sandbox"),
        new("Periksa:NoBank", "false"),
        new("Periksa:Operator:Urls", mode is Mode.Sandbox ? "the callers'" : OperatorListener.DefaultUrl),
        new("Periksa:PrivateDatabase", "false"),
        new("Periksa:Restore:AskFirstHours", Text(DisbursementStore.AskFirstUsually.TotalHours)),
        new("Periksa:Retention:Days", "none: for ever"),
        new("Periksa:Retention:ReferenceDays", Text(new RetentionOptions().ReferenceDays)),
        new("Periksa:Sandbox:AnyAddress", "false"),
        new("Periksa:TimestampToleranceSeconds", Text(CallerClock.ToleranceDefault.TotalSeconds)),
    ];

    static string Text(IFormattable value) => value.ToString(format: null, CultureInfo.InvariantCulture);

    /// <summary>Refuses settings that were set and mean nothing: what was meant would go unheeded.</summary>
    public static void RefuseUnknown(IConfiguration settings)
    {
        var unknown = FindUnknown(settings);
        if (unknown.Count > 0)
        {
            throw new SettingsException(string.Join(" ", unknown.Select(name =>
                $"The setting {AsVariable(name)} means nothing: did you mean {AsVariable(FindNearest(name))}?")));
        }
    }

    static List<string> FindUnknown(IConfiguration settings) =>
    [
        .. from setting in settings.GetSection("Periksa").AsEnumerable()
           where setting.Value is not null && !Names.Any(name => Means(name, setting.Key))
           orderby setting.Key
           select setting.Key,
    ];

    // A list that is empty is the name of the list alone.
    static bool Means(string name, string key) => name.EndsWith('*')
        ? key.StartsWith(name[..^1], StringComparison.OrdinalIgnoreCase)
            || key.Equals(name[..^2], StringComparison.OrdinalIgnoreCase)
        : key.Equals(name, StringComparison.OrdinalIgnoreCase);

    static IEnumerable<string> OfDialect(IDialect dialect)
    {
        var section = Settings.Section(dialect);
        return [$"{section}:Prefix", $"{section}:Host"];
    }

    static string FindNearest(string name) => Names.MinBy(known => Distance(Plain(known), Plain(name)))!;

    // What is in a list is compared with the list.
    static string Plain(string name) => name.TrimEnd('*', ':', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9')
        .ToUpperInvariant();

    // How many letters must be put in, left out or changed to come from one to the other.
    static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var (diagonal, left) = (row[0], i);
            for (var j = 1; j <= other.Length; j++)
            {
                var changed = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                (diagonal, row[j - 1]) = (row[j], left);
                left = Math.Min(changed, Math.Min(left, diagonal) + 1);
            }

            row[^1] = left;
        }

        return row[^1];
    }

    static string AsVariable(string name) =>
        name.Replace(":*", "__0", StringComparison.Ordinal).Replace(":", "__", StringComparison.Ordinal);
}
