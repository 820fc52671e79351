using System.Text;
using System.Text.Json.Nodes;
using Periksa.Wire.Http;
using Scalar.AspNetCore;

namespace Periksa.Host;

/// <summary>What the dialects take and say, for whoever writes a client: a page at <c>/docs</c>, and each dialect's
/// OpenAPI 3.1 document at <c>/docs/{dialect}.json</c>. The operators' API is on the page, too.</summary>
static class DialectDocs
{
    const string Root = "/docs";

    /// <summary>The page comes from the package alone: a browser that heeds this asks nobody else for
    /// anything.</summary>
    const string Policy = "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        + "img-src 'self' data:; font-src 'self' data:; object-src 'none'; base-uri 'none'";

    public static void MapDialectDocs(this WebApplication routes, IConfiguration settings)
    {
        foreach (var dialect in Host.Dialects.All)
        {
            var document = Encoding.UTF8.GetBytes(Describe(dialect, settings).ToJsonString());
            routes.MapGet(PathOf(dialect), http => Say(http, document));
        }

        var isApart = routes.Services.GetRequiredService<OperatorListener>().IsApart;
        routes.MapScalarApiReference(Root, page => Show(page, isApart)).Finally(Confine);
    }

    // An operators' listener of its own is another address, of which the page asks nothing.
    static void Show(ScalarOptions page, bool isApart)
    {
        page.WithTitle("Periksa").DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp();
        foreach (var dialect in Host.Dialects.All)
            page.AddDocument(dialect.Name, dialect.Name, PathOf(dialect));

        if (!isApart)
            page.AddDocument("operators", "Operators' API", "/v1/openapi.json");
    }

    // The document has the paths as they are without settings; the server is where an operator has put them.
    static JsonNode Describe(IDialect dialect, IConfiguration settings)
    {
        using var stream = dialect.GetType().Assembly.GetManifestResourceStream($"openapi/{dialect.Name}.json")
            ?? throw new InvalidOperationException($"The dialect {dialect.Name} ships no openapi/{dialect.Name}.json.");
        var document = JsonNode.Parse(stream)!;
        var server = document["servers"]![0]!;
        var path = ((string)server["url"]!).TrimEnd('/')[dialect.Prefix.Length..];
        var (prefix, host) = Settings.Of(dialect, settings);
        var url = (host is null ? "" : $"//{host}") + prefix + path;
        server["url"] = url is "" ? "/" : url;
        return document;
    }

    static Task Say(HttpContext http, byte[] document)
    {
        http.Response.ContentType = "application/json";
        return http.Response.Body.WriteAsync(document, http.RequestAborted).AsTask();
    }

    static void Confine(EndpointBuilder endpoint)
    {
        var next = endpoint.RequestDelegate!;
        endpoint.RequestDelegate = http =>
        {
            http.Response.Headers.ContentSecurityPolicy = Policy;
            return next(http);
        };
    }

    static string PathOf(IDialect dialect) => $"{Root}/{dialect.Name}.json";
}
