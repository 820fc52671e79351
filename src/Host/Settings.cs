using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Periksa.Store.Journal;
using Periksa.Wire.Http;

namespace Periksa.Host;

/// <summary>What an operator can set, and what holds when nothing is set.</summary>
static class Settings
{
    public const string DefaultUrl = "http://127.0.0.1:8080";

    public static WebApplicationBuilder Builder(string[] args)
    {
        // The framework's own environment name would turn on pages that show a stranger our source.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            EnvironmentName = Environments.Production,
            ContentRootPath = AppContext.BaseDirectory,
        });

        if (string.IsNullOrWhiteSpace(builder.Configuration["urls"]))
            builder.WebHost.UseUrls(DefaultUrl);

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Body.LimitBytes;
        });

        AddLogs(builder.Logging, builder.Configuration);
        return builder;
    }

    public static Mode Mode(IConfiguration settings) => settings["Periksa:Mode"]?.ToUpperInvariant() switch
    {
        null or "" or "SANDBOX" => Host.Mode.Sandbox,
        "PRODUCTION" => Host.Mode.Production,
        _ => throw new SettingsException("Periksa__Mode is 'sandbox' or 'production'; leave it out for 'sandbox'."),
    };

    public static JournalOptions Journal(IConfiguration settings)
    {
        try
        {
            return settings.GetSection("Periksa:Journal").Get<JournalOptions>()?.Checked() ?? new();
        }
        catch (InvalidOperationException e)
        {
            throw new SettingsException(e.Message);   // it names the setting and the value
        }
    }

    /// <summary>In sandbox mode every secret is public, so only this machine may come in.</summary>
    public static void RefusePublicAddresses(IConfiguration settings, Mode mode)
    {
        if (mode is Host.Mode.Production || IsTrue(settings["Periksa:Sandbox:AnyAddress"]))
            return;

        var endpoints = settings.GetSection("Kestrel:Endpoints").GetChildren()
            .Select(endpoint => endpoint["Url"] ?? "");
        var urls = (settings["urls"] ?? DefaultUrl).Split(';', StringSplitOptions.RemoveEmptyEntries).Concat(endpoints);

        if (urls.FirstOrDefault(url => !IsLoopback(url)) is { } open)
        {
            throw new SettingsException(
                $"The sandbox's secrets are public, so it does not serve {open}: use a loopback address, set "
                + "Periksa__Sandbox__AnyAddress=true if you mean it, or Periksa__Mode=production.");
        }
    }

    /// <summary>X-Forwarded-For and its kin count from configured proxies only.</summary>
    public static void UseProxies(this WebApplication app)
    {
        var proxies = app.Configuration.GetSection("Periksa:Proxies").Get<string[]>() ?? [];
        if (proxies.Length == 0)
            return;

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto
                | ForwardedHeaders.XForwardedPrefix,
        };

        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
            options.KnownIPNetworks.Add(ParseNetwork(proxy));

        app.UseForwardedHeaders(options);
    }

    static System.Net.IPNetwork ParseNetwork(string text)
    {
        if (System.Net.IPNetwork.TryParse(text, out var network))
            return network;

        return IPAddress.TryParse(text, out var address)
            ? new(address, address.GetAddressBytes().Length * 8)
            : throw new SettingsException($"Periksa__Proxies names '{text}', which is no address and no network.");
    }

    static bool IsTrue(string? value) => string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);

    static bool IsLoopback(string url)
    {
        string host;
        try
        {
            host = BindingAddress.Parse(url.Trim()).Host;
        }
        catch (FormatException)
        {
            throw new SettingsException($"ASPNETCORE_URLS names '{url}', which is no address: write {DefaultUrl}.");
        }

        return host == "localhost"
            || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
    }

    /// <summary>Logs for what happens before there is a host, and for as long as the process lives.</summary>
    public static ILoggerFactory EarlyLogs(IConfiguration settings) => LoggerFactory.Create(logging =>
    {
        logging.AddConfiguration(settings.GetSection("Logging"));
        AddLogs(logging, settings);
    });

    // Lines for people in the sandbox, JSON for machines in production; Logging__Console__FormatterName changes either.
    static void AddLogs(ILoggingBuilder logging, IConfiguration settings)
    {
        logging.ClearProviders();
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Npgsql", LogLevel.Warning);

        if (settings["Logging:Console:FormatterName"] is { Length: > 0 })
            logging.AddConsole();
        else if (Mode(settings) is Host.Mode.Sandbox)
            logging.AddSimpleConsole(line => line.SingleLine = true);
        else
            logging.AddJsonConsole(line => line.UseUtcTimestamp = true);
    }
}
