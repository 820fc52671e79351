using System.Globalization;
using System.Net;
using System.Text.Json;
using Periksa.Disbursements;
using Periksa.Host.Logs;
using Periksa.Inquiries.Recording;
using Periksa.Monitoring;
using Periksa.Partners;
using Periksa.Partners.Sealing;
using Periksa.Retention;
using Periksa.Wire.Http;

namespace Periksa.Host;

/// <summary>The settings of an operator, and their defaults.</summary>
static class Settings
{
    public const string DefaultUrl = "http://127.0.0.1:8080";

    public static WebApplicationBuilder Builder()
    {
        // The framework's own environment name would turn on pages that show a stranger our source.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = Environments.Production,
            ContentRootPath = AppContext.BaseDirectory,
        });

        ReadFile(builder.Configuration);
        if (string.IsNullOrWhiteSpace(builder.Configuration["urls"]))
            builder.WebHost.UseUrls(DefaultUrl);

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Body.LimitBytes;
        });

        Lines.Add(builder.Logging, builder.Configuration);
        return builder;
    }

    // Below the environment: what is set there wins, so that a secret need not stand in the file.
    static void ReadFile(ConfigurationManager settings)
    {
        if (settings["PERIKSA_CONFIG"] is not { Length: > 0 } file)
            return;

        try
        {
            var others = settings.Sources.ToArray();
            settings.Sources.Clear();
            settings.AddJsonFile(Path.GetFullPath(file), optional: false, reloadOnChange: false);
            foreach (var other in others)
                settings.Sources.Add(other);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new SettingsException($"PERIKSA_CONFIG names {file}, which cannot be read: {Why(e)}");
        }
    }

    // What stands there may be a secret; where it stands is none.
    static string Why(Exception e) => e.GetBaseException() is JsonException { LineNumber: { } line }
        ? FormattableString.Invariant($"it is no JSON in line {line + 1}; look for a quote or a comma near it.")
        : e.InnerException?.Message ?? e.Message;

    /// <summary>Where a gateway with these settings serves, the first of its addresses.</summary>
    public static string Url(IConfiguration settings) =>
        settings["urls"]?.Split(';')[0].Trim() is { Length: > 0 } url ? url : DefaultUrl;

    public static Mode Mode(IConfiguration settings) => settings["Periksa:Mode"]?.ToUpperInvariant() switch
    {
        null or "" or "SANDBOX" => Host.Mode.Sandbox,
        "PRODUCTION" => Host.Mode.Production,
        _ => throw new SettingsException("Periksa__Mode is 'sandbox' or 'production'; leave it out for 'sandbox'."),
    };

    public static InquiryLogOptions Journal(IConfiguration settings) =>
        Checked(() => settings.GetSection("Periksa:Journal").Get<InquiryLogOptions>()?.Checked() ?? new());

    public static RetentionOptions Retention(IConfiguration settings) =>
        Checked(() => settings.GetSection("Periksa:Retention").Get<RetentionOptions>()?.Checked() ?? new());

    public static MonitoringOptions Monitoring(IConfiguration settings) =>
        Checked(() => settings.GetSection("Periksa:Metrics").Get<MonitoringOptions>()?.Checked() ?? new());

    // What is no number is in no range, and refused with it.
    static double Number(IConfiguration settings, string name, double usual) =>
        settings[name] is not { Length: > 0 } text ? usual
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : double.NaN;

    static T Checked<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException e)
        {
            throw new SettingsException(e.Message);   // it names the setting and the value
        }
    }

    /// <summary>Where a dialect's own settings are.</summary>
    public static string Section(IDialect dialect) =>
        $"Periksa:Dialects:{dialect.Name.Replace("-", "", StringComparison.Ordinal)}";

    /// <summary>The path prefix below which a dialect is served, and its host name where that is set.</summary>
    public static (string Prefix, string? Host) Of(IDialect dialect, IConfiguration settings)
    {
        var section = Section(dialect);
        var (prefix, host) = (settings[$"{section}:Prefix"] ?? dialect.Prefix, settings[$"{section}:Host"]);
        if (prefix is not ""
            && (!prefix.StartsWith('/') || prefix.EndsWith('/') || prefix.AsSpan().ContainsAny("{}?# ")))
        {
            throw new SettingsException(
                $"{section.Replace(":", "__", StringComparison.Ordinal)}__Prefix is a path such as /partners, which "
                + $"begins with a slash and does not end with one, or nothing; not '{prefix}'.");
        }

        return (prefix, string.IsNullOrEmpty(host) ? null : host);
    }

    /// <summary>The master keys, which seal secrets. A sandbox has a public key of its own; production must be given
    /// one.</summary>
    public static MasterKeys MasterKeys(IConfiguration settings, Mode mode)
    {
        var given = settings["Periksa:MasterKey"];
        if (mode is Host.Mode.Sandbox)
            return new(ParseMasterKey(string.IsNullOrEmpty(given) ? SandboxMode.MasterKey : given), Former(settings));

        if (string.IsNullOrEmpty(given) || PublicSecrets.Contains(given))
        {
            throw new SettingsException(
                "Production needs a master key of its own, which seals the partners' secrets: set Periksa__MasterKey "
                + "to a name, a colon and 32 random bytes in base64, e.g. \"2026a:$(openssl rand -base64 32)\", and "
                + "keep it safe.");
        }

        return new(ParseMasterKey(given), Former(settings));
    }

    /// <summary>The longest time that a caller's timestamp may be from now.</summary>
    public static TimeSpan TimestampTolerance(IConfiguration settings)
    {
        var seconds = Number(
            settings, "Periksa:TimestampToleranceSeconds", CallerClock.ToleranceDefault.TotalSeconds);
        return seconds is >= 1 and <= 3600
            ? TimeSpan.FromSeconds(seconds)
            : throw new SettingsException("Periksa__TimestampToleranceSeconds takes 1 to 3600; 300 is the default.");
    }

    /// <summary>For how long a host that is told to stop serves on.</summary>
    public static TimeSpan Drain(IConfiguration settings)
    {
        var seconds = Number(settings, "Periksa:DrainSeconds", 0);
        return seconds is >= 0 and <= 3600
            ? TimeSpan.FromSeconds(seconds)
            : throw new SettingsException("Periksa__DrainSeconds takes 0 to 3600; 0 is the default.");
    }

    /// <summary>For how long after a restore every payout is asked about before it is sent.</summary>
    public static TimeSpan AskFirstFor(IConfiguration settings)
    {
        var hours = Number(
            settings, "Periksa:Restore:AskFirstHours", DisbursementStore.AskFirstUsually.TotalHours);
        return hours is >= 0 and <= 8760
            ? TimeSpan.FromHours(hours)
            : throw new SettingsException("Periksa__Restore__AskFirstHours takes 0 to 8760; 48 is the default.");
    }

    /// <summary>False where only loopback addresses are served.</summary>
    public static bool MayServeAnybody(IConfiguration settings, Mode mode) =>
        mode is Host.Mode.Production || IsTrue(settings["Periksa:Sandbox:AnyAddress"]);

    /// <summary>In sandbox mode every secret is public, so only this machine may come in.</summary>
    public static void RefusePublicAddresses(IConfiguration settings, Mode mode)
    {
        if (MayServeAnybody(settings, mode))
            return;

        if (Addresses.OfCallers(settings).FirstOrDefault(url => !Addresses.IsLoopback(url, "ASPNETCORE_URLS")) is
            { } open)
        {
            throw new SettingsException(
                $"The sandbox's secrets are public, so it does not serve {open}: use a loopback address, set "
                + "Periksa__Sandbox__AnyAddress=true if you mean it, or Periksa__Mode=production.");
        }
    }

    /// <summary>The proxies whose <c>X-Forwarded-…</c> headers count.</summary>
    public static IReadOnlyList<System.Net.IPNetwork> Proxies(IConfiguration settings) =>
        Networks(settings, "Periksa:Proxies");

    /// <summary>Of two dialects on one path, one would never be heard.</summary>
    public static void RefuseSharedPaths(this WebApplication app)
    {
        if (ServedPaths.FindShared(app) is var (path, one, other))
        {
            throw new SettingsException(
                $"The dialects {one} and {other} both serve {path}: leave one of them out, or give it another prefix.");
        }
    }

    /// <summary>Addresses and networks from a list.</summary>
    public static IReadOnlyList<System.Net.IPNetwork> Networks(IConfiguration settings, string name) =>
        [.. (settings.GetSection(name).Get<string[]>() ?? []).Select(text => ParseNetwork(text, name))];

    static System.Net.IPNetwork ParseNetwork(string text, string name)
    {
        if (System.Net.IPNetwork.TryParse(text, out var network))
            return network;

        return IPAddress.TryParse(text, out var address)
            ? new(address, address.GetAddressBytes().Length * 8)
            : throw new SettingsException(
                $"{name.Replace(":", "__", StringComparison.Ordinal)} names '{text}', which is no address and no "
                + "network.");
    }

    static IEnumerable<MasterKey> Former(IConfiguration settings) =>
        (settings.GetSection("Periksa:FormerMasterKeys").Get<string[]>() ?? []).Select(ParseMasterKey);

    // Without the text in the message: it is a secret.
    static MasterKey ParseMasterKey(string text)
    {
        var bytes = new byte[Partners.Sealing.MasterKeys.KeyLength];
        return text.Split(':', 2) is [{ Length: > 0 and <= 64 } id, var key]
            && Convert.TryFromBase64String(key, bytes, out var length) && length == bytes.Length
            ? new(id, bytes)
            : throw new SettingsException(
                "A master key is a name of at most 64 characters, a colon and 32 bytes in base64, e.g. "
                + "\"2026a:$(openssl rand -base64 32)\".");
    }

    public static bool IsTrue(string? value) => string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Logs for what happens before there is a host, and for as long as the process lives.</summary>
    public static ILoggerFactory EarlyLogs(IConfiguration settings) => LoggerFactory.Create(logging =>
    {
        logging.AddConfiguration(settings.GetSection("Logging"));
        Lines.Add(logging, settings);
    });
}
