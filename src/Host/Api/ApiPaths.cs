using Periksa.Operators.Keys;

namespace Periksa.Host.Api;

/// <summary>The paths of the operators' API, as they are mapped: each with the scope that it takes. What is left, other
/// methods and other paths, is refused in the API's own shape, and to nobody but whoever has a key.</summary>
sealed class ApiPaths(RouteGroupBuilder group, params IEndpointFilter[] filters)
{
    readonly List<(string Path, string Method)> _mapped = [];

    public RouteHandlerBuilder Get(string path, Delegate handler, Scopes scope = Scopes.Read) =>
        Map(path, HttpMethods.Get, handler, scope);

    public RouteHandlerBuilder Post(string path, Delegate handler, Scopes scope = Scopes.Operate) =>
        Map(path, HttpMethods.Post, handler, scope);

    public RouteHandlerBuilder Put(string path, Delegate handler, Scopes scope = Scopes.Operate) =>
        Map(path, HttpMethods.Put, handler, scope);

    public RouteHandlerBuilder Patch(string path, Delegate handler, Scopes scope = Scopes.Operate) =>
        Map(path, HttpMethods.Patch, handler, scope);

    /// <summary>Maps what is left.</summary>
    public void MapRest()
    {
        foreach (var path in _mapped.ToLookup(one => one.Path, one => one.Method))
        {
            var allowed = string.Join(", ", path.Order());
            MapAny(path.Key, () => Answer.Of(Problem.WrongMethod(allowed), ("Allow", allowed)));
        }

        MapAny("/{**path}", () => Answer.Of(Problem.NoPath));
    }

    RouteHandlerBuilder Map(string path, string method, Delegate handler, Scopes scope)
    {
        _mapped.Add((path, method));
        return group.MapOnFirstCall(path, [method], handler, filters)
            .WithMetadata(new NeededScope(scope));
    }

    void MapAny(string path, Delegate handler) =>
        group.MapOnFirstCall(path, methods: null, handler, filters).ExcludeFromDescription();
}
