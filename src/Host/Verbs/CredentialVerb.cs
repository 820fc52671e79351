using System.CommandLine;
using Periksa.Operators;
using Periksa.Operators.Credentials;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa credential issue|rotate|revoke|list|show|set|forgive</c>: by what partners are known.</summary>
static class CredentialVerb
{
    internal static readonly Argument<string> Dialect = new("DIALECT")
    {
        Description = $"One of {string.Join(", ", Dialects.Credentials.Keys)}.",
    };

    internal static readonly Argument<string> Name = new("NAME") { Description = "What the caller says it is called." };
    static readonly Option<bool> Json = Given.Json();
    static readonly Option<string?> Reason = Given.Reason();

    static readonly Option<string?> PublicKey = new("--public-key")
    {
        Description = "The partner's public RSA key, PEM or DER, for SNAP dialects.",
        HelpName = "FILE",
    };

    public static Command Verb() => new("credential", "Issues credentials, replaces their secrets, revokes them.")
    {
        Issue(), Rotate(), Revoke(), List(), Show(), CredentialSetVerb.Verb(), ForgiveVerbs.OfCredential(),
    };

    static Command Issue()
    {
        var partner = new Argument<string>("PARTNER") { Description = "The partner's id." };
        var name = new Option<string?>("--name")
        {
            Description = "What the caller says it is called; else a name is made up.",
            HelpName = "NAME",
        };
        return new Command("issue", "Makes a partner a credential, and shows its secrets this once.")
            {
                partner, Dialect, name, PublicKey, Json, Reason,
            }
            .Does(async (given, interrupted) =>
            {
                await using var desk = await Desk.Open(interrupted, isQuiet: given.GetValue(Json));
                var issued = await Of(desk).Issue(
                    Desk.Actor, given.GetValue(partner)!, given.GetValue(Dialect)!, given.GetValue(name),
                    await ReadKey(given), given.GetValue(Reason));
                Print(issued.OrRefuse(), given.GetValue(Json));
            })
            .WithExamples(
                "periksa credential issue toko-maju sento",
                "periksa credential issue toko-maju paydia --public-key toko-maju.pem",
                "periksa credential issue toko-maju snap --name TOKOMAJU --json");
    }

    static Command Rotate()
    {
        var overlap = new Option<string>("--overlap")
        {
            Description = "For how long the former secret opens the door, too; 0: not from now on.",
            HelpName = "24h",
            DefaultValueFactory = _ => "24h",
        };
        return new Command("rotate", "Gives a credential a new secret, and shows it this once.")
            {
                Dialect, Name, overlap, PublicKey, Json, Reason,
            }
            .Does(async (given, interrupted) =>
            {
                var span = Given.ReadSpan(given.GetValue(overlap)!);
                await using var desk = await Desk.Open(interrupted, isQuiet: given.GetValue(Json));
                var rotated = await Of(desk).Rotate(
                    Desk.Actor, given.GetValue(Dialect)!, given.GetValue(Name)!, span, await ReadKey(given),
                    reason: given.GetValue(Reason));
                Print(rotated.OrRefuse(), given.GetValue(Json));
            })
            .WithExamples(
                "periksa credential rotate sento tokomaju",
                "periksa credential rotate ifortepay MCPD00000012 --overlap 0 --reason 'was in a chat'");
    }

    static Command Revoke() =>
        new Command("revoke", "Ends a credential and its tokens, on every host within a second.")
            {
                Dialect, Name, Reason,
            }
            .Asks(
                OperatorsJson.Plain.CredentialEntry,
                (desk, given, _) => Of(desk).Revoke(
                    Desk.Actor, given.GetValue(Dialect)!, given.GetValue(Name)!, reason: given.GetValue(Reason))
                    .OrRefuse(),
                Print)
            .WithExamples("periksa credential revoke sento tokomaju --reason 'left us'");

    static Command List()
    {
        var partner = new Argument<string?>("PARTNER")
        {
            Description = "Only this partner's.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var (limit, after) = (Given.Limit(), Given.After());
        return new Command("list", "Prints credentials, without secrets.") { partner, limit, after }
            .Asks(
                OperatorsJson.Plain.PageCredentialEntry,
                (desk, given, interrupted) => Of(desk).List(
                    given.GetValue(partner), given.GetValue(after), given.GetValue(limit), interrupted),
                page => Table.Write(
                    page, "There is none of these.", ["dialect", "name", "partner", "secret of", "state"],
                    one => [one.Dialect, one.Name, one.Partner, Table.Moment(one.SecretAt), State(one)]))
            .WithExamples("periksa credential list", "periksa credential list toko-maju --json");
    }

    static Command Show() => new Command("show", "Prints a credential, without secrets.") { Dialect, Name }
        .Asks(
            OperatorsJson.Plain.CredentialEntry,
            async (desk, given, interrupted) =>
            {
                var (dialect, name) = (given.GetValue(Dialect)!, given.GetValue(Name)!);
                return await Of(desk).Find(dialect, name, interrupted)
                    ?? throw new SettingsException(
                        $"There is no credential {name} of {dialect}: 'periksa credential list' shows those there "
                        + "are.");
            },
            Print)
        .WithExamples("periksa credential show sento tokomaju");

    internal static CredentialAdministration Of(Desk desk) =>
        new(desk.Database.Source, Dialects.Credentials, desk.Seals);

    static async Task<ReadOnlyMemory<byte>?> ReadKey(ParseResult given) =>
        given.GetValue(PublicKey) is { } path ? await Given.ReadFile(path) : default(ReadOnlyMemory<byte>?);

    static void Print(IssuedCredential issued, bool isJson)
    {
        if (isJson)
        {
            JsonOutput.Write(issued, OperatorsJson.Plain.IssuedCredential);
            return;
        }

        Print(issued.Credential);
        Console.WriteLine("\nThis is shown once; keep it now:");
        Table.WriteFields(("secret", issued.Secret));
        if (issued.PrivateKey is { } privateKey)
            Console.WriteLine($"\n{privateKey}");
    }

    internal static void Print(CredentialEntry one) => Table.WriteFields(
        ("dialect", one.Dialect),
        ("name", one.Name),
        ("partner", one.Partner),
        ("client id", one.ClientId),
        ("state", State(one)),
        ("secret of", Table.Moment(one.SecretAt)),
        ("public key", one.PublicKeySha256 is { } digest ? $"sha256 {digest}" : null),
        ("calls from", one.Addresses.Count == 0 ? "anywhere" : string.Join(", ", one.Addresses)),
        ("must sign", one.MustSign ? "yes" : null),
        ("a bank", one.IsBank ? "yes" : null),
        ("va refusal", one.IsBank ? one.VaRefusal : null),
        ("va expired", one.IsBank ? one.VaExpired : null),
        ("va repeat", one.IsBank ? one.VaRepeat : null),
        ("quirks", one.Quirks.Count == 0 ? null : string.Join(", ", one.Quirks)),
        ("miss budget", one.MissBudget is { } budget ? FormattableString.Invariant($"{budget}") : null),
        ("called back", one.CallbackUrl),
        ("version", FormattableString.Invariant($"{one.Version}")));

    static string State(CredentialEntry one) =>
        one.RevokedAt is not null ? $"revoked at {Table.Moment(one.RevokedAt)}"
        : one.FormerUntil is not null ? $"in use; the secret before is good until {Table.Moment(one.FormerUntil)}"
        : "in use";
}
