namespace Periksa.Operators;

/// <summary>Whoever changes something, as the audit trail names them.</summary>
/// <param name="Who"><c>cli:</c> and a user of this machine, <c>key:</c> and an API key's id, or <c>operator:</c> and a
/// name.</param>
/// <param name="From">The address that it was asked from; <see cref="Local"/> for the command line.</param>
public sealed record Actor(string Who, string From)
{
    /// <summary>Where the command line is.</summary>
    public const string Local = "local";

    /// <summary>Somebody on this machine's command line.</summary>
    public static Actor OnCommandLine(string user) => new($"cli:{user}", Local);
}
