using System.Web;

namespace Periksa.Tests.Support.Descriptions;

/// <summary>A golden's request, as a description has it.</summary>
public sealed class SentRequest
{
    readonly HttpRequestMessage _request;

    SentRequest(HttpRequestMessage request, string body) => (_request, Body) = (request, body);

    public string Method => _request.Method.Method;

    public string Path => _request.RequestUri!.OriginalString.Split('?')[0];

    /// <summary>What the query says; a name that is there twice has both.</summary>
    public IEnumerable<(string Name, string Value)> Query
    {
        get
        {
            var query = HttpUtility.ParseQueryString(_request.RequestUri!.OriginalString.Split('?', 2) is [_, var text]
                ? text
                : "");
            return query.AllKeys.SelectMany(name => (query.GetValues(name) ?? []).Select(one => (name ?? "", one)));
        }
    }

    public string Body { get; }

    public static SentRequest Of(Exchange exchange) => new(exchange.ToRequest(), exchange.Body);

    /// <summary>The text of a header; <c>null</c> where it was not sent.</summary>
    public string? Header(string name) => _request.Headers.TryGetValues(name, out var values)
        ? string.Join(", ", values)
        : null;
}
