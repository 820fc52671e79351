using System.CommandLine;
using System.Text;
using Periksa.Host.Asking;
using Periksa.Wire.Snap;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa sign DIALECT</c>: what is signed of a request, and how; nothing is sent.</summary>
static class SignVerb
{
    const string Bearer = "Bearer ";

    static readonly Argument<string> Dialect = AskingOptions.Dialect(AskedDialect.Signing);

    static readonly Argument<string?> Request = new("FILE")
    {
        Description = "The request: its line, headers, an empty line, the body; '-' for standard input.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    static readonly Option<string> Method = new("--method")
    {
        Description = "The method, in capitals.",
        HelpName = "METHOD",
        DefaultValueFactory = _ => "POST",
    };

    static readonly Option<string?> Path = new("--path")
    {
        Description = "The path with its query, as it is sent; without a file. Else the token's is signed.",
        HelpName = "PATH",
    };

    static readonly Option<string> Body = new("--body")
    {
        Description = "The body; @FILE for a file's bytes.",
        HelpName = "TEXT",
        DefaultValueFactory = _ => "",
    };

    static readonly Option<string?> Token = new("--token")
    {
        Description = "The access token, as 'periksa token' prints it; else the private key signs.",
        HelpName = "TOKEN",
    };

    static readonly Option<string?> Stamp = new("--timestamp")
    {
        Description = "X-TIMESTAMP; else the file's, else now.",
        HelpName = "TEXT",
    };

    static readonly Option<string?> Url = AskingOptions.Url();
    static readonly Option<string?> Credential = AskingOptions.Credential();
    static readonly Option<string?> Key = AskingOptions.Key();
    static readonly Option<bool> Json = Given.Json();

    public static Command Verb() => new Command(
        "sign", "Prints the string to sign, the digest and the signature of a request, and a curl that sends it.")
        {
            Dialect, Request, Method, Path, Body, Token, Stamp, Url, Credential, Key, Json,
        }
        .Does(async (given, _) =>
        {
            var dialect = AskedDialect.GetSigning(given.GetValue(Dialect)!);
            var gateway = Conversation.Gateway(dialect, given.GetValue(Url), Settings.Builder().Configuration);
            var caller = await KnownCaller.Read(dialect.Name, given.GetValue(Credential), given.GetValue(Key));
            Print(Sign(given, dialect, caller, await Read(given, dialect, gateway)), given.GetValue(Json));
        })
        .WithExamples(
            "periksa sign paydia",
            "periksa sign snap --path /openapi/v1.0/balance-inquiry --body '{\"accountNo\":\"8800000001\"}' "
            + "--token \"$(periksa token snap)\"",
            "periksa sign ipg-channel --path /api/v2/ch/inquiry --body @inquiry.json",
            "periksa sign ifortepay request.http --token T --timestamp 2026-01-31T12:00:00+07:00 --json");

    static async Task<WireRequest> Read(ParseResult given, AskedDialect dialect, Uri gateway)
    {
        if (given.GetValue(Request) is { } file)
        {
            return given.Has(Path) || given.Has(Body)
                ? throw Given.Misused("A request is in a file, or told by --path and --body; not both.")
                : HttpText.Parse(await ReadText(file), gateway);
        }

        var body = given.GetValue(Body)!;
        if (given.GetValue(Path) is not { } path)
        {
            return given.Has(Body) || given.Has(Token) || dialect.TokenPath is null
                ? throw Given.Misused($"Say with --path what is asked, e.g. --path {dialect.InquiryPath}.")
                : Conversation.TokenQuestion(dialect, gateway);
        }

        return new(
            given.GetValue(Method)!,
            HttpText.Address(path, gateway),
            body is ['@', .. var name] ? await Given.ReadFile(name) : Encoding.UTF8.GetBytes(body));
    }

    public static async Task<string> ReadText(string file) => file is "-"
        ? await Console.In.ReadToEndAsync()
        : Encoding.UTF8.GetString(await Given.ReadFile(file));

    static WireRequest Sign(ParseResult given, AskedDialect dialect, KnownCaller caller, WireRequest request)
    {
        if (dialect.IsIpg)
        {
            return given.Has(Token) || given.Has(Stamp)
                ? throw Given.Misused("IPG has neither tokens nor timestamps: what it signs is the body.")
                : Signing.SignIpg(dialect, caller, request);
        }

        var now = TimeProvider.System.GetUtcNow();
        var stamp = given.GetValue(Stamp) ?? request.Header(SnapHeaders.Timestamp) ?? Signing.Stamp(dialect, now);
        if (request.Url.AbsolutePath.EndsWith("/access-token/b2b", StringComparison.Ordinal))
            return Signing.SignToken(dialect, caller, request, stamp, now);

        var shown = request.Header(SnapHeaders.Authorization);
        var token = given.GetValue(Token)
            ?? (shown?.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) is true ? shown[Bearer.Length..] : null);
        if (token is not null)
            return Signing.Sign(dialect, caller, request, token, stamp);

        return dialect.Manner is Manner.SingaPay
            ? throw Given.Misused("SingaPay's requests are signed with a token: --token \"$(periksa token singapay)\".")
            : Signing.SignWithKey(dialect, caller, request, stamp);
    }

    static void Print(WireRequest request, bool isJson)
    {
        var signed = request.Signed!;
        if (!isJson)
        {
            Table.WriteFields(
                ("string to sign", signed.Text), ("digest", signed.Digest), ("signature", signed.Signature));
            Console.WriteLine($"\n{request.ToCurl()}");
            return;
        }

        JsonOutput.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("string_to_sign", signed.Text);
            json.WriteString("digest", signed.Digest);
            json.WriteString("signature", signed.Signature);
            json.WriteStartArray("headers");
            foreach (var (name, value) in request.Headers)
                json.WriteStringValue($"{name}: {value}");

            json.WriteEndArray();
            json.WriteString("curl", request.ToCurl());
            json.WriteEndObject();
        });
    }
}
