using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Operators;
using Periksa.Operators.Disbursements;
using Periksa.Partners.Sealing;
using Periksa.Postgres;

namespace Periksa.Host.Verbs;

/// <summary>Where an operator's verbs work: on the database of the settings, beside the hosts that may run on
/// it.</summary>
sealed class Desk : IAsyncDisposable
{
    readonly IConfiguration _settings;

    Desk(IConfiguration settings, Database database) => (_settings, Database) = (settings, database);

    public Database Database { get; }

    /// <summary>As the hosts have them that are given the same environment.</summary>
    public IConfiguration Configuration => _settings;

    /// <summary>Whoever sits at it.</summary>
    public static Actor Actor => Actor.OnCommandLine(Environment.UserName);

    /// <param name="isQuiet">True where nothing but JSON is printed.</param>
    /// <exception cref="SettingsException">There is no database yet.</exception>
    public static async Task<Desk> Open(CancellationToken interrupted, bool isQuiet = false)
    {
        var settings = Settings.Builder().Configuration;
        var mode = Settings.Mode(settings);
        var access = DatabaseSettings.Read(settings, mode);
        if (access.IsPrivate && !Database.IsPrivateMade(access.Folder))
            throw new SettingsException("No private database was made yet: start 'periksa serve' once.");

        var database = await Database.OpenBeside(
            access.Hosts,
            access.Folder,
            NullLoggerFactory.Instance,
            isQuiet ? _ => { } : Console.WriteLine,
            interrupted);
        try
        {
            // A shell without the hosts' environment looks like a sandbox's.
            await database.MustBeWhole(interrupted);
            await new Deployment(database.Source).MustBe(Composition.Stamp(mode), interrupted);
            return new(settings, database);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>The keys that the hosts are given in the same environment.</summary>
    public MasterKeys Seals() => Settings.MasterKeys(_settings, Settings.Mode(_settings));

    /// <summary>How the hosts that are given the same environment make payouts.</summary>
    public DisbursementTerms Payouts => new(Settings.AskFirstFor(_settings));

    /// <summary>What time the hosts have, who go by a sandbox's moved clock.</summary>
    public async Task<TimeProvider> Clock()
    {
        await using var ahead = Database.Source.CreateCommand("select clock_now() - clock_timestamp()");
        return new MovedClock((TimeSpan)(await ahead.ExecuteScalarAsync())!);
    }

    /// <exception cref="SettingsException">None is given.</exception>
    public MasterKeys GivenSeals() => GivenSeals(_settings);

    /// <summary>The same where one must be given, in a sandbox, too, where hosts do without: what is sealed under a key
    /// that everybody knows is not sealed, and a shell without the hosts' environment looks like a sandbox.</summary>
    /// <exception cref="SettingsException">None is given.</exception>
    public static MasterKeys GivenSeals(IConfiguration settings) =>
        string.IsNullOrEmpty(settings["Periksa:MasterKey"])
            ? throw new SettingsException(
                "Set Periksa__MasterKey to the key that the hosts run with: what another seals opens nowhere.")
            : Settings.MasterKeys(settings, Settings.Mode(settings));

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}

/// <summary>Real time and so much more.</summary>
sealed class MovedClock(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
}

/// <summary>How the verbs go on with what became of a wish.</summary>
static class Outcomes
{
    /// <exception cref="SettingsException">It was refused.</exception>
    public static T OrRefuse<T>(this Outcome<T> outcome)
        where T : class =>
        outcome.Done ?? throw new SettingsException(outcome.Refusal!.Message);

    /// <inheritdoc cref="OrRefuse{T}(Outcome{T})"/>
    public static async Task<T> OrRefuse<T>(this Task<Outcome<T>> outcome)
        where T : class =>
        (await outcome).OrRefuse();
}
