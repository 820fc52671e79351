using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Host.Connectors;
using Periksa.Host.Pages.SignIn.OpenId;
using Periksa.Inquiries;
using Periksa.Inquiries.Routing;
using Periksa.Operators.Resealing;
using Periksa.Partners;
using Periksa.Partners.Misses;
using Periksa.Partners.Sealing;
using Periksa.Postgres;
using Periksa.Postgres.Hosts;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa check</c>: prints the settings that a host would go by, looks at the database and at providers
/// as it would, and prints who is refused; ends with 1 if anybody is, or if no host could start on this.</summary>
static class Check
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Command Verb()
    {
        var json = Given.Json();
        return new Command(
            "check",
            "Prints the settings, the database, the clock, secrets, providers' tokens, the OpenID provider and who is "
            + "refused, as a host would see it; ends with 1 if a host would not start or somebody is refused.")
            {
                json,
            }
            .Does((given, interrupted) => given.GetValue(json) ? RunAsJson(interrupted) : Run(Print, interrupted))
            .WithExamples(
                "periksa check",
                "periksa check --json",
                "Periksa__Mode=production PERIKSA_CONFIG=periksa.json periksa check");
    }

    static void Print(string line) => Console.WriteLine(line);

    // Also of what ends in a refusal: all that was seen before it.
    static async Task RunAsJson(CancellationToken interrupted)
    {
        var lines = new List<string>();
        try
        {
            await Run(lines.Add, interrupted);
        }
        finally
        {
            JsonOutput.Write(json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("lines");
                foreach (var line in lines)
                    json.WriteStringValue(line);

                json.WriteEndArray();
                json.WriteEndObject();
            });
        }
    }

    static async Task Run(Action<string> tell, CancellationToken interrupted)
    {
        var settings = Settings.Builder().Configuration;
        var mode = Settings.Mode(settings);
        foreach (var line in EffectiveSettings.Lines(settings, mode))
            tell(line);

        KnownSettings.RefuseUnknown(settings);
        var openId = OpenIdSettings.Read(settings);
        OperatorListener.RefuseBad(settings, mode);
        Routes.RefuseNone(settings, mode);
        var seals = Settings.MasterKeys(settings, mode);
        var access = DatabaseSettings.Read(settings, mode);
        if (access.IsPrivate && !Database.IsPrivateMade(access.Folder))
            throw new SettingsException("No private database was made yet: there is nothing to check.");

        await using var database = await Database.OpenBeside(
            access.Hosts, access.Folder, NullLoggerFactory.Instance, tell, interrupted);
        await database.MustBeWhole(interrupted);
        await CheckDatabase(tell, database, HostIdentity.Of(settings["Periksa:HostName"]), interrupted);

        using var memory = new ReferenceCache(
            database.Watch, new MissBudgets(), seals, TimeProvider.System, NullLogger<ReferenceCache>.Instance,
            served: Composition.KnownDialects);
        await memory.Refresh(interrupted);
        IReadOnlyList<string> silent;
        var isOpenIdAway = false;
        try
        {
            await Composition.RefuseUnfit(database, memory, mode);
            await CheckSecrets(tell, database, seals, interrupted);
            silent = await CheckProviders(
                tell, settings, new ProviderTokens(database.Source, seals), mode, interrupted);
            isOpenIdAway = mode is Mode.Production && await IsAway(tell, openId, interrupted);
        }
        finally
        {
            foreach (var refused in memory.Unreadable)
                tell($"{refused.Dialect} {refused.Name}: {refused.Reason}");
        }

        Conclude(tell, memory.Credentials.Count(), memory.Unreadable.Count, silent, isOpenIdAway);
    }

    static async Task CheckDatabase(
        Action<string> tell, Database database, HostIdentity host, CancellationToken interrupted)
    {
        var seen = await Reconnaissance.Make(database, host, interrupted);
        tell($"database: PostgreSQL {seen.Server}, schema {seen.Schema:D3}");
        tell(
            seen.Owns
                ? $"role: hosts come as {seen.Role}, who may change the tables themselves"
                : $"role: hosts come as {seen.Role}, who may not change the tables themselves");
        tell(string.Create(
            CultureInfo.InvariantCulture,
            $"clock: {seen.Skew.TotalSeconds:0.000} s ahead of the database's"));

        if (!seen.TakesWrites)
        {
            throw new SettingsException(
                "The database takes no writes: name its primary in ConnectionStrings__Periksa.");
        }

        if (seen.Standing is ClockStanding.HostIsWrong)
        {
            throw new SettingsException(
                "This machine's clock is wrong, as other hosts and the database show: set it, or no host here gets "
                + "ready.");
        }
    }

    static async Task CheckSecrets(
        Action<string> tell, Database database, MasterKeys seals, CancellationToken interrupted)
    {
        var former = await new SecretResealing(database.Source, () => seals).CountUnderFormer(interrupted);
        tell(former == 0
            ? $"secrets: under the master key {seals.Current}"
            : $"secrets: {former} are under a former master key: 'periksa reseal' seals them with {seals.Current}");
    }

    /// <returns>Those of whom no access token was to be had.</returns>
    static async Task<IReadOnlyList<string>> CheckProviders(
        Action<string> tell, IConfiguration settings, IProviderTokens tokens, Mode mode, CancellationToken interrupted)
    {
        var routes = Routes.Read(settings, tokens, mode);
        PayoutSettings.Read(settings, routes, new NoPayoutBank());

        var silent = new List<string>();
        foreach (var route in routes.All)
        {
            var fault = route is ITokenRoute provider
                ? await FindFault(provider.FindTokenFault, "it gave no access token in time", interrupted)
                : null;
            if (fault is not null)
                silent.Add(route.Name.Value);

            tell($"connector {route.Name}: {fault ?? (route is ITokenRoute
                ? "an access token is there"
                : "is asked without an access token")}");
            (route as IDisposable)?.Dispose();
        }

        return silent;
    }

    /// <returns>True where operators could not sign in by it now.</returns>
    static async Task<bool> IsAway(Action<string> tell, OpenIdSettings? openId, CancellationToken interrupted)
    {
        if (openId is null)
            return false;

        var fault = await FindFault(
            cancel => OpenIdClient.FindFault(openId, cancel), "it gave no answer in time", interrupted);
        tell($"openid {openId.Issuer}: {fault ?? "operators can sign in there"}");
        return fault is not null;
    }

    static async Task<string?> FindFault(
        Func<CancellationToken, Task<string?>> find, string late, CancellationToken interrupted)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        patience.CancelAfter(Patience);
        try
        {
            return await find(patience.Token);
        }
        catch (OperationCanceledException) when (!interrupted.IsCancellationRequested)
        {
            return late;
        }
    }

    static void Conclude(
        Action<string> tell, int read, int lost, IReadOnlyList<string> silent, bool isOpenIdAway)
    {
        var faults = new List<string>();
        if (lost > 0)
        {
            faults.Add(
                $"Refused credentials: {lost} of {read + lost}; the lines above say why. The others are served.");
        }

        if (silent.Count > 0)
        {
            faults.Add(
                $"No access token was to be had of {string.Join(", ", silent)}: a host starts, and asks them nothing "
                + "until there is one. The lines above say why.");
        }

        if (isOpenIdAway)
        {
            faults.Add(
                "The OpenID provider is of no use now: a host starts, and whoever signs in by it waits until it is. "
                + "The line above says why.");
        }

        if (faults.Count > 0)
            throw new SettingsException(string.Join(' ', faults));

        tell($"{read} credentials, none of them refused");
    }
}
