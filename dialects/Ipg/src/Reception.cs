using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Partners;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Ipg;

/// <summary>Receives, authenticates and parses what one side is asked; the side then asks and says. The order of the
/// checks is a promise.</summary>
internal sealed class Reception(
    Side side, ICallers callers, IThrottle throttle, IMissBudgets misses, TimeProvider clock)
{
    readonly Admission _admission = new(throttle, misses);

    public static Reception Of<TCallers>(Side side, IServiceProvider services)
        where TCallers : ICallers =>
        ActivatorUtilities.CreateInstance<Reception>(
            services, side, ActivatorUtilities.CreateInstance<TCallers>(services));

    /// <summary>Serves some operations below a prefix, and refuses everything else there.</summary>
    public void Serve(
        IEndpointRouteBuilder routes,
        string prefix,
        params (string Path, string Method, Func<HttpContext, Task<JsonReply>> Answer)[] operations)
    {
        var group = routes.MapGroup(prefix).OfDialect(side.Dialect, side.Title);
        var served = new DialectRoutes(group, () => Say(side.Failed));

        foreach (var path in operations.GroupBy(one => one.Path))
        {
            served.Serve(
                path.Key, _ => Say(side.MethodNotAllowed), [.. path.Select(one => (one.Method, one.Answer))]);
        }

        served.Elsewhere(() => Say(side.PathNotFound));

        // Every reply says when it was given.
        JsonReply Say(Code code) => Replies.Of(code, clock.GetUtcNow());
    }

    /// <summary>Has a request answered whose body is a JSON object.</summary>
    public Func<HttpContext, Task<JsonReply>> Reading<T>(
        JsonTypeInfo<T> type, AsksAbout about, Func<Question<T>, Task<JsonReply>> answer)
        where T : class => async http =>
    {
        var now = clock.GetUtcNow();

        if (!Body.IsJson(http.Request))
            return Replies.Of(side.JsonOnly, now);

        if (await Body.Receive(http.Request, http.RequestAborted) is not { } body)
            return Replies.Of(side.BodyTooLarge, now);

        if (Refuse(http, body, about, out var caller) is { } refusal)
            return Replies.Of(refusal, now);

        if (!StrictJson.TryParse(body.Span, type, out var wire))
            return Replies.Of(side.BodyMalformed, now);

        return await answer(new(wire, caller, now, http.RequestAborted));
    };

    /// <summary>Has a request answered of which nothing is received: what it says is in its path and its
    /// query.</summary>
    /// <param name="refuse">Looks at it before its caller is known.</param>
    public Func<HttpContext, Task<JsonReply>> Hearing(
        Func<Question<HttpRequest>, Task<JsonReply>> answer, Func<HttpRequest, Code?>? refuse = null) => async http =>
    {
        var now = clock.GetUtcNow();

        if (refuse?.Invoke(http.Request) is { } fault)
            return Replies.Of(fault, now);

        if (Refuse(http, default, AsksAbout.Own, out var caller) is { } refusal)
            return Replies.Of(refusal, now);

        return await answer(new(http.Request, caller, now, http.RequestAborted));
    };

    Code? Refuse(HttpContext http, ReadOnlyMemory<byte> body, AsksAbout about, out Credential caller)
    {
        caller = default!;
        if (callers.Find(http) is not { } found)
            return side.CallerUnknown;

        caller = found;
        Hints.Name(http, caller.Partner.Id);
        var address = SourceAddress.Of(http);
        if (!Admission.MayCallFrom(caller, address))
        {
            Hints.Address(http);
            return side.AddressNotRegistered;
        }

        if (callers.FindFault(http, caller, body) is { } fault)
            return fault;

        var why = _admission.Refuse(caller, address, about);
        if (why is Unadmitted.TooManyMisses)
            Hints.Misses(http);

        return why is null ? null : Code.TooManyRequests;
    }
}

/// <summary>A request that may be answered.</summary>
/// <param name="Wire">Its body, or the request itself where that says all.</param>
/// <param name="At">When it came, by the host's clock.</param>
/// <param name="Gone">Says that its caller does not wait any more.</param>
internal sealed record Question<T>(T Wire, Credential Caller, DateTimeOffset At, CancellationToken Gone)
{
    /// <summary>The id of the partner who asks.</summary>
    public string Partner => Caller.Partner.Id;
}
