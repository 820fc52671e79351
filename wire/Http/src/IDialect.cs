using Microsoft.AspNetCore.Routing;

namespace Periksa.Wire.Http;

/// <summary>A dialect, as it registers itself: the host has a list of them and knows nothing else about any.</summary>
public interface IDialect
{
    /// <summary>As credentials have it, e.g. <c>ifortepay</c>: lower-case letters, digits and hyphens.</summary>
    string Name { get; }

    /// <summary>The prefix of its paths unless an operator says otherwise; empty for nothing.</summary>
    string Prefix => "";

    /// <summary>The class that says how it calls back; <c>null</c> for a dialect that does not. What it calls back
    /// about shows in the interfaces that the class implements.</summary>
    Type? Callbacks => null;

    /// <summary>Serves its paths, below whatever prefix the routes already have.</summary>
    void Map(IEndpointRouteBuilder routes);
}
