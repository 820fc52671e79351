using System.CommandLine;
using Periksa.Host.Asking;

namespace Periksa.Host.Verbs;

/// <summary>The options of those verbs that do what a caller does.</summary>
static class AskingOptions
{
    public static Option<string?> Url() => new("--url")
    {
        Description = $"Where the gateway is; else where the settings say, {Settings.DefaultUrl}.",
        HelpName = "URL",
    };

    public static Option<string?> Credential() => new("--credential")
    {
        Description = "What 'periksa credential issue … --json' printed; else the sandbox's Toko Maju asks.",
        HelpName = "FILE",
    };

    public static Option<string?> Key() => new("--key")
    {
        Description = "The caller's private key, PEM, where the credential's file has none.",
        HelpName = "FILE",
    };

    public static Argument<string> Dialect(IEnumerable<AskedDialect> among) => new("DIALECT")
    {
        Description = $"One of {string.Join(", ", among.Select(one => one.Name))}.",
    };

    public static Argument<string> DialectWithTokens() => Dialect(AskedDialect.WithTokens);
}
