using Microsoft.AspNetCore.Routing.Patterns;

namespace Periksa.Host;

/// <summary>Maps handlers that are compiled when they are called first. The framework compiles all when a host
/// starts, filters and all, and operators have two hundred: half a second, of which callers have nothing.</summary>
static class OnFirstCall
{
    /// <param name="methods">The HTTP methods; <c>null</c> for all.</param>
    /// <param name="filters">The outermost first. A filter of the group itself has the framework compile.</param>
    public static RouteHandlerBuilder MapOnFirstCall(
        this RouteGroupBuilder group, string path, string[]? methods, Delegate handler,
        params IEndpointFilter[] filters)
    {
        var services = ((IEndpointRouteBuilder)group).ServiceProvider;
        var pattern = RoutePatternFactory.Parse(path);
        var compiled = new Lazy<RequestDelegate>(
            () => RequestDelegateFactory.Create(handler, Options(services, pattern, filters)).RequestDelegate);
        RequestDelegate call = http => compiled.Value(http);
        var route = methods is null ? group.Map(path, call) : group.MapMethods(path, methods, call);

        // The API's description is made from the handler's own parameters.
        var described = Options(services, pattern, filters);
        RequestDelegateFactory.InferMetadata(handler.Method, described);
        route.Add(endpoint =>
        {
            endpoint.Metadata.Add(handler.Method);
            foreach (var one in described.EndpointBuilder!.Metadata)
                endpoint.Metadata.Add(one);
        });
        return new([route]);
    }

    static RequestDelegateFactoryOptions Options(
        IServiceProvider services, RoutePattern pattern, IEndpointFilter[] filters)
    {
        var endpoint = new RouteEndpointBuilder(null, pattern, order: 0) { ApplicationServices = services };
        foreach (var filter in filters)
            endpoint.FilterFactories.Add((_, next) => call => filter.InvokeAsync(call, next));

        return new()
        {
            ServiceProvider = services,
            RouteParameterNames = [.. pattern.Parameters.Select(one => one.Name)],
            EndpointBuilder = endpoint,
        };
    }
}
