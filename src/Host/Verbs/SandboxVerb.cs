using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using Periksa.Host.Asking;
using Periksa.Operators;
using Periksa.Operators.Credentials;
using Periksa.Operators.Deposits;
using Periksa.Operators.Partners;
using Periksa.Operators.Terms;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa sandbox new</c>: a partner of one's own in a sandbox, with secrets that nobody else
/// has.</summary>
static class SandboxVerb
{
    const string Channel = "ipg-channel";   // a bank's, and no partner of ours
    const string Why = "sandbox new";

    static readonly Money Price = new(100_000, Currency.Idr);
    static readonly Money Deposit = new(50_000_000, Currency.Idr);

    static readonly Argument<string?> Id = new("ID")
    {
        Description = "The partner's id; else one is made up.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    static readonly Option<string?> Folder = new("--folder")
    {
        Description = "Where its credentials are kept, a file for each dialect; else a new folder named like it.",
        HelpName = "FOLDER",
    };

    static readonly Option<string?> Url = AskingOptions.Url();
    static readonly Option<bool> Json = Given.Json();

    public static Command Verb() => new("sandbox", "Looks after a sandbox.")
    {
        new Command(
            "new",
            "Adds a partner with a credential in each dialect, a price, money and an inbox; prints how it asks.")
            {
                Id, Folder, Url, Json,
            }
            .Does(Run)
            .WithExamples(
                "periksa sandbox new", "periksa sandbox new my-shop --folder secrets", "periksa sandbox new --json"),
    };

    static async Task Run(ParseResult given, CancellationToken interrupted)
    {
        var settings = Settings.Builder().Configuration;
        if (Settings.Mode(settings) is Mode.Production)
        {
            throw new SettingsException(
                "That is a production: 'periksa partner add' and 'periksa credential issue' add a partner there.");
        }

        var gateway = Conversation.Gateway(AskedDialect.Get("sento"), given.GetValue(Url), settings);
        var id = given.GetValue(Id) ?? $"dev-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        var folder = given.GetValue(Folder) ?? id;
        await using var desk = await Desk.Open(interrupted, isQuiet: true);
        await Add(desk, id);
        var issued = await Issue(desk, id, gateway);
        await Keep(folder, issued);

        if (given.GetValue(Json))
            JsonOutput.Write(json => Write(json, id, folder, issued));
        else
            Print(id, folder, gateway, issued);
    }

    static async Task Add(Desk desk, string id)
    {
        var source = desk.Database.Source;
        (await new PartnerAdministration(source).Add(Desk.Actor, id, id, Why)).OrRefuse();

        var terms = new TermAdministration(source, Dialects.Credentials);
        var deposits = new DepositAdministration(source);
        foreach (var (dialect, shape) in Dialects.Credentials)
        {
            if (shape.IsPriced)
                (await terms.SetPrice(Desk.Actor, id, dialect, Price, Why)).OrRefuse();

            if (shape.HasFees)
                (await terms.SetFee(Desk.Actor, id, dialect, new(Price), Why)).OrRefuse();
        }

        var account = RandomNumberGenerator.GetString("123456789", 10);
        (await deposits.AddAccount(Desk.Actor, id, account, Why)).OrRefuse();
        (await deposits.TopUp(Desk.Actor, id, Deposit, $"{Why} {id}", Why)).OrRefuse();
        (await deposits.TopUp(Desk.Actor, account, Deposit, $"{Why} {account}", Why)).OrRefuse();
    }

    static async Task<List<IssuedCredential>> Issue(Desk desk, string id, Uri gateway)
    {
        var credentials = new CredentialAdministration(desk.Database.Source, Dialects.Credentials, desk.Seals);
        var all = new List<IssuedCredential>();
        foreach (var dialect in Dialects.Credentials.Keys.Where(one => one is not Channel))
        {
            var one = (await credentials.Issue(Desk.Actor, id, dialect, reason: Why)).OrRefuse();
            if (CallbackCheck.Dialects.Contains(dialect))
            {
                (await credentials.SetCallback(
                    Desk.Actor, dialect, one.Credential.Name, Inbox(gateway, id), Why)).OrRefuse();
            }

            all.Add(one);
        }

        return all;
    }

    static string Inbox(Uri gateway, string id) => $"{gateway.GetLeftPart(UriPartial.Authority)}/sandbox/inbox/{id}";

    // Nobody else on this machine may read them.
    static async Task Keep(string folder, IEnumerable<IssuedCredential> all)
    {
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var one in all)
            {
                var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
                if (!OperatingSystem.IsWindows())
                    options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

                await using var file = new FileStream(PathOf(folder, one.Credential.Dialect), options);
                await JsonSerializer.SerializeAsync(file, one, OperatorsJson.Plain.IssuedCredential);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException(
                $"The partner is there, but its secrets could not be kept in '{folder}': {e.Message} Say another "
                + "--folder and another ID.");
        }
    }

    static string PathOf(string folder, string dialect) => Path.Combine(folder, $"{dialect}.json");

    static void Print(string id, string folder, Uri gateway, List<IssuedCredential> all)
    {
        Console.WriteLine(
            $"Partner {id} has Rp {Deposit} and a credential in each dialect; their files are in {folder}.");
        var asking = AskedDialect.All.Where(one => one.Manner is not Manner.Biller).Select(one => one.Name).ToArray();
        foreach (var one in all.Where(one => asking.Contains(one.Credential.Dialect)))
            Console.WriteLine($"\n{Question(one, folder, gateway)}");

        Console.WriteLine($"\nWhat it is called back with: curl -s {Inbox(gateway, id)}");
        Console.WriteLine("'periksa listen' receives callbacks on this machine, once 'periksa callback set' names it.");
    }

    // What is signed is good for five minutes only, so a verb signs it.
    static string Question(IssuedCredential one, string folder, Uri gateway)
    {
        var dialect = AskedDialect.Get(one.Credential.Dialect);
        var url = gateway.GetLeftPart(UriPartial.Authority);
        var number = dialect.IsIpg ? "8673011234567890" : "014 0123456789";
        return dialect.Manner is Manner.Keyed
            ? Conversation.KeyedQuestion(
                dialect, one.Credential.Name, one.Secret,
                Conversation.Gateway(dialect, url, Settings.Builder().Configuration), "008", "12341234").ToCurl()
            : $"periksa inquire {dialect.Name} {number} --url {url} --credential {PathOf(folder, dialect.Name)}";
    }

    static void Write(Utf8JsonWriter json, string id, string folder, List<IssuedCredential> all)
    {
        json.WriteStartObject();
        json.WriteString("partner", id);
        json.WriteString("folder", folder);
        json.WriteStartArray("credentials");
        foreach (var one in all)
            JsonSerializer.Serialize(json, one, OperatorsJson.Plain.IssuedCredential);

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
