using Periksa.Operators.Keys;

namespace Periksa.Host.Api.Describing;

/// <summary>What is known of a path of the API from how it was mapped.</summary>
sealed class PathTraits(Microsoft.AspNetCore.Mvc.ApiExplorer.ApiDescription path)
{
    readonly IList<object> _metadata = path.ActionDescriptor.EndpointMetadata;

    public string[] Segments { get; } = path.RelativePath!.Split('/')[1..];

    public string Method { get; } = path.HttpMethod!;

    public Scopes Scope => _metadata.OfType<NeededScope>().Single().Scope;

    public TakesBody? Body => _metadata.OfType<TakesBody>().SingleOrDefault();

    public TakesVersion? Version => _metadata.OfType<TakesVersion>().SingleOrDefault();

    public IEnumerable<string> ShownHeaders => _metadata.OfType<ShowsHeader>().Select(header => header.Name);

    /// <summary>True where it is done once under an <c>Idempotency-Key</c>, by <see cref="RepeatFilter"/>.</summary>
    public bool IsWrite => !HttpMethods.IsGet(Method) && Scope is Scopes.Operate or Scopes.Admin;

    public bool NamesSomething => Segments.Any(IsName);

    public bool TakesSomething => Body is not null || path.ParameterDescriptions.Count > 0;

    /// <summary>The last part of the path that stands there as it is, before a name or not.</summary>
    public string Collection => Segments.Last(segment => !IsName(segment));

    /// <summary>What stands before a name in the path.</summary>
    public string Before(string name)
    {
        var at = Array.IndexOf(Segments, $"{{{name}}}");
        return at > 0 ? Segments[at - 1].Trim('{', '}') : "";
    }

    /// <summary>E.g. <c>postPartnersByIdCredentials</c>.</summary>
    public string OperationId => Method.ToLowerInvariant() + string.Concat(Segments.Select(segment =>
        IsName(segment) ? $"By{Capital(segment.Trim('{', '}'))}" : Capital(segment)));

    static bool IsName(string segment) => segment.StartsWith('{');

    static string Capital(string word) =>
        string.Concat(word.Split('-', '.').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
}
