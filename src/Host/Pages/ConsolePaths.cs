using Periksa.Host.Api;
using Periksa.Operators.Keys;

namespace Periksa.Host.Pages;

/// <summary>The console's pages and forms, as they are mapped: each with the scope that it takes. Whoever lacks it
/// hears what they would hear of a page that does not exist.</summary>
sealed class ConsolePaths(RouteGroupBuilder group, params IEndpointFilter[] filters)
{
    public RouteHandlerBuilder Get(string path, Delegate handler, Scopes scope = Scopes.Read) =>
        group.MapOnFirstCall(path, [HttpMethods.Get, HttpMethods.Head], handler, filters)
            .WithMetadata(new NeededScope(scope)).ExcludeFromDescription();

    /// <summary>A form's target. Its token against forgery is looked at before the handler is called.</summary>
    public RouteHandlerBuilder Post(string path, Delegate handler, Scopes scope = Scopes.Operate) =>
        group.MapOnFirstCall(path, [HttpMethods.Post], handler, filters)
            .WithMetadata(new NeededScope(scope)).ExcludeFromDescription();

    /// <summary>Maps what is left: nothing, in the console's own shape.</summary>
    public void MapRest() =>
        group.MapOnFirstCall("/{**path}", methods: null, (HttpContext http) => Page.NotFound(http), filters)
            .ExcludeFromDescription();
}
