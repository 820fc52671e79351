using System.Globalization;
using Microsoft.AspNetCore.Components;
using Periksa.Host.Pages.Language;

namespace Periksa.Host.Pages.Parts;

/// <summary>A part of a page. It is drawn once, from what it is given.</summary>
public abstract class Part : ComponentBase
{
    /// <summary>The request that the page answers.</summary>
    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    internal ConsoleCall Call => ConsoleCall.Of(Http);

    internal Look Look => Call.Look;

    /// <summary>Says it in the page's language; a test demands that every phrase has both.</summary>
    protected string T(string english) => Look.Say(english);

    /// <summary>Says why something was refused, as its use case or whoever read the form put it.</summary>
    protected string Why(string refusal) => Look.SayWhole(refusal);

    /// <summary>Says a phrase with what stands in its braces.</summary>
    protected string T(string english, params object?[] values) =>
        string.Format(CultureInfo.InvariantCulture, Look.Say(english), values);
}
