using Periksa.Operators.Repeats;

namespace Periksa.Operators;

/// <summary>Whoever changes something, as the audit trail names them.</summary>
/// <param name="Who"><c>cli:</c> and a user of this machine, <c>key:</c> and an API key's id, <c>operator:</c> and a
/// name, <c>sandbox</c>, or <c>stranger</c> for whoever only tried to sign in.</param>
/// <param name="From">The address that it was asked from; <see cref="Local"/> for the command line.</param>
public sealed record Actor(string Who, string From)
{
    /// <summary>Where the command line is.</summary>
    public const string Local = "local";

    /// <summary>Under which key a change is done once; <c>null</c> where it is done as often as it is said.</summary>
    public OnceKey? Once { get; init; }

    /// <summary>Somebody on this machine's command line.</summary>
    public static Actor OnCommandLine(string user) => new($"cli:{user}", Local);

    /// <summary>Whoever has sent an API key.</summary>
    public static Actor OfKey(string id, string address) => new($"key:{id}", address);

    /// <summary>Somebody who is signed in.</summary>
    public static Actor OfOperator(string name, string address) => new($"operator:{name}", address);

    /// <summary>Whoever tried to sign in, and failed.</summary>
    public static Actor OfStranger(string address) => new("stranger", address);

    /// <summary>True of somebody who has the hosts' environment.</summary>
    public bool IsOnCommandLine => From == Local;

    /// <summary>Somebody at a sandbox's own machine, who need not say who they are.</summary>
    public static Actor InSandbox(string address) => new("sandbox", address);
}
