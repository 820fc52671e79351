using System.CommandLine;
using System.Text;
using Periksa.Partners.Sealing;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa seal DIALECT NAME</c>: reads a client secret from standard input and prints what the column
/// <c>credentials.client_secret</c> takes for it. The secret passes through no argument list and no log.</summary>
static class Seal
{
    const int LengthMaximum = 4096;

    /// <summary>Those whose credentials have a secret; others know their callers by a digest.</summary>
    static readonly string[] Dialects =
        [.. Host.Dialects.Credentials.Where(one => one.Value.IsSealed).Select(one => one.Key)];

    public static Command Verb()
    {
        var dialect = new Argument<string?>("DIALECT")
        {
            Description = $"Whose caller it is: {string.Join(", ", Dialects)}.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var name = new Argument<string?>("NAME")
        {
            Description = "The credential's name, as in credentials.name.",
            Arity = ArgumentArity.ZeroOrOne,
        };

        return new Command("seal", "Reads a partner's secret from standard input and prints it sealed.")
            { dialect, name }
            .Does((given, _) => Run(given.GetValue(dialect), given.GetValue(name)))
            .WithExamples("printf %s \"$secret\" | periksa seal paydia 8f548c9c439139b2285269e56db6b8ed");
    }

    static async Task Run(string? dialect, string? name)
    {
        var dialects = string.Join(", ", Dialects);
        if (string.IsNullOrEmpty(dialect) || string.IsNullOrEmpty(name))
        {
            throw new SettingsException(
                "Say whose secret it is: printf %s \"$secret\" | periksa seal DIALECT NAME, where the dialect is "
                + $"one of {dialects}.");
        }

        if (!Dialects.Contains(dialect))
            throw new SettingsException($"No dialect '{dialect}' takes a sealed secret; these do: {dialects}.");

        var keys = Desk.GivenSeals(Settings.Builder().Configuration);
        var secret = (await Console.In.ReadToEndAsync()).TrimEnd('\r', '\n');
        if (secret.Length is 0 or > LengthMaximum)
            throw new SettingsException($"Send the secret on standard input, 1 to {LengthMaximum} characters.");

        var whole = keys.Seal(Encoding.UTF8.GetBytes(secret), Places.ClientSecret(new(dialect), new(name)));
        Console.WriteLine($@"\x{Convert.ToHexStringLower(whole)}");
    }
}
