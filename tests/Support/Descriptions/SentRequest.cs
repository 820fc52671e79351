using System.Net.Http.Headers;
using System.Web;

namespace Periksa.Tests.Support.Descriptions;

/// <summary>A golden's request, as a description has it.</summary>
public sealed class SentRequest
{
    readonly string _target;
    readonly HttpRequestHeaders _headers;

    SentRequest(HttpRequestMessage request, string body)
    {
        (Method, Body) = (request.Method.Method, body);
        (_target, _headers) = (request.RequestUri!.OriginalString, request.Headers);
    }

    public string Method { get; }

    public string Path => _target.Split('?')[0];

    /// <summary>What the query says; a name that is there twice has both.</summary>
    public IEnumerable<(string Name, string Value)> Query
    {
        get
        {
            var query = HttpUtility.ParseQueryString(_target.Split('?', 2) is [_, var text] ? text : "");
            return query.AllKeys.SelectMany(name => (query.GetValues(name) ?? []).Select(one => (name ?? "", one)));
        }
    }

    public string Body { get; }

    public static SentRequest Of(Exchange exchange)
    {
        using var request = exchange.ToRequest();
        return new(request, exchange.Body);
    }

    /// <summary>The text of a header; <c>null</c> where it was not sent.</summary>
    public string? Header(string name) => _headers.TryGetValues(name, out var values)
        ? string.Join(", ", values)
        : null;
}
