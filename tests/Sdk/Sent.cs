using System.Text;

namespace Periksa.Sdk.Tests;

/// <summary>A request as an SDK puts it on the wire: its header lines in their order, doubled ones as two
/// lines.</summary>
sealed record Sent(string Target, IReadOnlyList<(string Name, string Value)> Headers, string Body)
{
    public HttpMethod Method { get; init; } = HttpMethod.Post;

    public HttpRequestMessage ToRequest()
    {
        var request = new HttpRequestMessage(Method, Target);
        if (Method != HttpMethod.Get)
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body));

        foreach (var (name, value) in Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
