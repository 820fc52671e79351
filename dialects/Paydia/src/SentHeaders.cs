using Microsoft.AspNetCore.Http;
using Periksa.Wire.Snap;

namespace Periksa.Dialects.Paydia;

/// <summary>The headers of a request, as the header tables read them.</summary>
internal readonly struct SentHeaders(HttpRequest request) : IHeaderSource
{
    readonly IHeaderDictionary _headers = request.Headers;

    public int Count(string name) => _headers[name].Count;

    public string Value(string name) => _headers[name] is [{ } first, ..] ? first : "";
}
