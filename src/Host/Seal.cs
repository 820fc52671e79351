using System.Text;
using Periksa.Store.Sealing;

namespace Periksa.Host;

/// <summary><c>periksa seal {dialect} {name}</c>: reads a client secret from standard input and prints what the column
/// <c>credentials.client_secret</c> takes for it. The secret passes through no argument list and no log.</summary>
static class Seal
{
    const int LengthMaximum = 4096;

    public static bool IsAsked(string[] args) => args is ["seal", ..];

    public static void Run(string[] args)
    {
        if (args is not ["seal", { Length: > 0 } dialect, { Length: > 0 } name])
            throw new SettingsException("Say whose secret it is: printf %s \"$secret\" | periksa seal paydia 8f54…");

        var settings = Settings.Builder([]).Configuration;
        var secret = Console.In.ReadToEnd().TrimEnd('\r', '\n');
        if (secret.Length is 0 or > LengthMaximum)
            throw new SettingsException($"Send the secret on standard input, 1 to {LengthMaximum} characters.");

        var keys = Settings.MasterKeys(settings, Settings.Mode(settings));
        var whole = keys.Seal(Encoding.UTF8.GetBytes(secret), Places.ClientSecret(dialect, name));
        Console.WriteLine($@"\x{Convert.ToHexStringLower(whole)}");
    }
}
