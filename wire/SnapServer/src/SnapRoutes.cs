using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Partners;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;

namespace Periksa.Wire.SnapServer;

/// <summary>Serves one vendor's SNAP: receives, authenticates and parses; the dialect then asks and says.</summary>
public sealed class SnapRoutes
{
    readonly SnapVendor _vendor;
    readonly Auth _auth;
    readonly IServiceProvider _services;
    readonly RouteGroupBuilder _group;
    readonly Action<HttpResponse> _stamp;

    public SnapRoutes(IEndpointRouteBuilder routes, SnapVendor vendor)
    {
        (_vendor, _services) = (vendor, routes.ServiceProvider);
        _group = routes.MapGroup(vendor.Prefix).OfDialect(vendor.Dialect, vendor.Name);
        _auth = ActivatorUtilities.CreateInstance<Auth>(
            _services, vendor, ActivatorUtilities.CreateInstance<Explanations>(_services));

        var clock = _services.GetRequiredService<TimeProvider>();
        _stamp = response => response.Headers[SnapHeaders.Timestamp] = vendor.Stamp(clock.GetUtcNow());
    }

    /// <summary>Access tokens.</summary>
    public void ServeTokens()
    {
        var tokens = ActivatorUtilities.CreateInstance<TokenEndpoint>(_services, _vendor, _auth);
        Map(_vendor.Token, tokens.Issue);
    }

    /// <summary>A service whose requests are signed.</summary>
    /// <param name="about">Whose miss budget it draws on.</param>
    /// <param name="type">How its body is read: strictly, and generated at build time.</param>
    /// <param name="answer">Asks and says.</param>
    public void Serve<T>(
        SnapOperation operation,
        AsksAbout about,
        JsonTypeInfo<T> type,
        Func<SnapQuestion<T>, CancellationToken, Task<JsonReply>> answer)
        where T : class
    {
        var (table, codes) = (operation.Headers, operation.Codes);
        var clock = _services.GetRequiredService<TimeProvider>();
        var leniency = _services.GetRequiredService<ILeniency>();
        Map(operation, Answer);

        async Task<JsonReply> Answer(HttpContext http)
        {
            var now = clock.GetUtcNow();
            var sent = table.Read(new HeaderLines(http.Request));

            if (table.FindFault(sent, isStrict: false) is { } fault)
                return Replies.Of(codes.For(fault, sent));

            if (Body.IsEncoded(http.Request))
                return Replies.Of(codes.MediaTypeNotSupported);

            if (await Body.Receive(http.Request, http.RequestAborted) is not { } body)
                return Replies.Of(codes.BodyTooLarge);

            var (refusal, caller) = await _auth.Judge(operation, about, http, sent, body);
            if (refusal is not null)
                return Replies.Of(refusal);

            if (!StrictJson.TryParse(body.Span, type, out var wire))
                return Replies.Of(codes.UnreadableBody);

            var question = new SnapQuestion<T>(
                wire,
                caller,
                sent[SnapHeaders.ExternalId],
                now,
                departure => leniency.Count(caller.Partner, new(_vendor.Dialect), departure));
            return await answer(question, http.RequestAborted);
        }
    }

    /// <summary>Answers every other path below the vendor's prefix.</summary>
    public void ServeNothingElse() =>
        new DialectRoutes(
            _group, () => Replies.Of(_vendor.NotFound), _stamp).Elsewhere(() => Replies.Of(_vendor.NotFound));

    void Map(SnapOperation operation, Func<HttpContext, Task<JsonReply>> serve) =>
        new DialectRoutes(_group, () => Replies.Of(operation.Codes.Failure), _stamp).Serve(
            operation.Path, _ => Replies.Of(operation.Codes.MethodNotAllowed), (operation.Method, serve));
}
