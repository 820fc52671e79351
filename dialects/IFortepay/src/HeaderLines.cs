using Microsoft.AspNetCore.Http;
using Periksa.Wire.Snap;

namespace Periksa.Dialects.IFortepay;

/// <summary>The headers of a request, as the header tables look them up.</summary>
internal readonly struct HeaderLines(HttpRequest request) : IHeaderSource
{
    readonly IHeaderDictionary _headers = request.Headers;

    public int Read(string name, out string first)
    {
        var values = _headers[name];
        first = values is [{ } value, ..] ? value : "";
        return values.Count;
    }
}
