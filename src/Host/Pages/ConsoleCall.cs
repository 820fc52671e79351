using Microsoft.AspNetCore.Http.Features;
using Periksa.Host.Pages.Language;
using Periksa.Operators;
using Periksa.Operators.Accounts;
using Periksa.Operators.Keys;

namespace Periksa.Host.Pages;

/// <summary>A request for a page of the console that was let in.</summary>
/// <param name="Name">Whoever signed in; <c>null</c> where nobody needs to.</param>
sealed record ConsoleCall(Actor Actor, Scopes Scopes, string? Name)
{
    /// <summary>Whoever signed in, and by which session.</summary>
    public SignedIn? Operator { get; init; }

    /// <summary>True of whoever has yet to sign in.</summary>
    public bool IsStranger { get; init; }

    /// <summary>True where a sandbox lets this machine's own people in without asking who they are.</summary>
    public bool IsOpen => Name is null && !IsStranger;

    /// <summary>The page's language and colours.</summary>
    public required Look Look { get; init; }

    /// <summary>True of a sandbox's own pages, which are on the callers' address and not below the console's.</summary>
    public bool IsOfSandbox { get; init; }

    /// <summary>Where its pages are: their links are relative to it.</summary>
    public string Root => IsOfSandbox ? "" : ConsolePages.Prefix;

    /// <summary>Where, below that, the files and forms are that all pages have.</summary>
    public string Shared => IsOfSandbox ? "page/" : "";

    public bool May(Scopes scope) => (Scopes & scope) == scope;

    public static ConsoleCall Of(HttpContext http) => http.Features.GetRequiredFeature<ConsoleCall>();

    /// <summary>True if a page is asked for with personal data, by who may see it.</summary>
    public bool Reveals(HttpContext http) => May(Scopes.Reveal) && Asked.Of(http, "reveal") == "true";
}

/// <summary>Marks a sandbox's own pages.</summary>
sealed record OfSandbox;
