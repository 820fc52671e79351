using Microsoft.AspNetCore.Http;
using Periksa.Wire.Snap;

namespace Periksa.Wire.SnapServer;

/// <summary>The headers of a request, as the header tables look them up.</summary>
readonly struct HeaderLines(HttpRequest request) : IHeaderSource
{
    readonly IHeaderDictionary _headers = request.Headers;

    public int Read(string name, out string first, out bool areEqual)
    {
        var values = _headers[name];
        first = values is [{ } value, ..] ? value : "";
        areEqual = true;
        for (var i = 1; i < values.Count; i++)
            areEqual &= values[i] == first;

        return values.Count;
    }
}
