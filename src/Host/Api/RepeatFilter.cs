using System.Security.Cryptography;
using System.Text;
using Periksa.Operators.Keys;
using Periksa.Operators.Repeats;

namespace Periksa.Host.Api;

/// <summary>Has a write that names an <c>Idempotency-Key</c> be done once, and answered alike when it comes
/// again.</summary>
sealed class RepeatFilter(OperatorWrites writes) : IEndpointFilter
{
    const string Header = "Idempotency-Key";
    const int KeyLengthMaximum = 255;

    /// <summary>For so long the answer to an equal write that was quicker is waited for: it is kept right
    /// after.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var call = ApiCall.Of(http);
        if (!IsWrite(http) || ReadKey(http, call) is not { } once)
            return await next(context);

        var who = call.Actor.Who;
        if (await writes.Find(who, once.Key, http.RequestAborted) is not null)
            return await AwaitReplay(who, once, http.RequestAborted);

        http.Features.Set(call with { Actor = call.Actor with { Once = once } });
        var answer = (Answer)(await next(context))!;
        if (answer.IsRepeated)
            return await AwaitReplay(who, once, http.RequestAborted);

        if (answer.Status < StatusCodes.Status400BadRequest && !answer.IsSecret)
        {
            var location = answer.Headers.FirstOrDefault(header => header.Name is "Location").Value;
            await writes.Keep(who, once, answer.Status, answer.Body, answer.Version, location);
        }

        return answer;
    }

    // What only reads is never kept: it may name people.
    static bool IsWrite(HttpContext http) =>
        !HttpMethods.IsGet(http.Request.Method)
        && http.GetEndpoint()?.Metadata.GetMetadata<NeededScope>()?.Scope is Scopes.Operate or Scopes.Admin;

    static OnceKey? ReadKey(HttpContext http, ApiCall call)
    {
        string? key = http.Request.Headers[Header];
        if (key is null)
            return null;

        if (key.Length is 0 or > KeyLengthMaximum || key.Any(sign => sign is < ' ' or > '~'))
        {
            throw new MisusedException(Problem.Invalid(
                $"An Idempotency-Key has 1 to {KeyLengthMaximum} signs of ASCII."));
        }

        var request = http.Request;
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(Encoding.UTF8.GetBytes(
            $"{request.Method} {request.Path}{request.QueryString}\n{request.Headers.IfMatch}\n"));
        digest.AppendData(call.Body.Span);
        return new(key, digest.GetHashAndReset());
    }

    async Task<Answer> AwaitReplay(string who, OnceKey once, CancellationToken cancel)
    {
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            var known = await writes.Find(who, once.Key, cancel);
            if (known is not null && (known.Status is not null || waited >= Patience))
                return Replay(known, once);

            if (known is null)
                return Answer.Of(Problem.Unavailable, ("Retry-After", "1"));   // its day has ended just now

            await Task.Delay(Pause, TimeProvider.System, cancel);
        }
    }

    static Answer Replay(KeptAnswer known, OnceKey once)
    {
        if (!known.Digest.AsSpan().SequenceEqual(once.Digest))
            return Answer.Of(Problem.OtherBody);

        if (known is not { Status: { } status, Body: { } body })
            return Answer.Of(Problem.DoneAlready);

        (string, string)[] replayed = [("Idempotency-Replayed", "true")];
        return new(status, body)
        {
            Version = known.Version,
            Headers = known.Location is { } location ? [.. replayed, ("Location", location)] : replayed,
        };
    }
}
