using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Features;
using Periksa.Operators;
using Periksa.Operators.Keys;

namespace Periksa.Host.Api;

/// <summary>A request of the operators' API that was let in.</summary>
/// <param name="Body">As it came; empty where there is none.</param>
sealed record ApiCall(Actor Actor, Scopes Scopes, ReadOnlyMemory<byte> Body)
{
    const int LimitUsually = 100;

    public static ApiCall Of(HttpContext http) => http.Features.GetRequiredFeature<ApiCall>();

    /// <summary>Reads the body. A name that is not among the type's is refused, so that a slip is not
    /// overlooked.</summary>
    /// <exception cref="MisusedException">It is none.</exception>
    public T Read<T>(JsonTypeInfo<T> type)
        where T : class, new()
    {
        if (Body.IsEmpty)
            return new();

        try
        {
            return JsonSerializer.Deserialize(Body.Span, type)
                ?? throw new MisusedException(Problem.Invalid("The body is null: send an object, such as {}."));
        }
        catch (JsonException e)
        {
            throw new MisusedException(Malformed(e));
        }
    }

    /// <summary>Reads the body as an object whose fields are named.</summary>
    /// <exception cref="MisusedException">It is none.</exception>
    public JsonElement ReadFields()
    {
        try
        {
            var read = JsonElement.Parse(Body.Span);
            return read.ValueKind is JsonValueKind.Object
                ? read
                : throw new MisusedException(Problem.Invalid("The body is no object: send one, such as {}."));
        }
        catch (JsonException e)
        {
            throw new MisusedException(Malformed(e));
        }
    }

    // Without what was sent: it may be a secret.
    static Problem Malformed(JsonException e) => Problem.Invalid(FormattableString.Invariant(
        $"The body is not the JSON that is taken here: line {e.LineNumber + 1}, at {e.Path ?? "its beginning"}."));

    /// <summary>Reads a body that says nothing but why; <c>null</c> where it does not.</summary>
    /// <exception cref="MisusedException">It is none.</exception>
    public string? ReadReason() => Read(ApiJson.Plain.PlainWish).Reason;

    /// <summary>A number in a path: what is none names nothing.</summary>
    /// <param name="what">Whose it would be, e.g. <c>callback</c>.</param>
    /// <exception cref="MisusedException">It is none.</exception>
    public static long Number(string what, string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new MisusedException(Problem.NotFound($"No {what} has this id: it is a number."));

    /// <summary>True if personal data is asked for, by who may see it.</summary>
    /// <exception cref="MisusedException">By somebody else.</exception>
    public bool Reveals(string? text) => text switch
    {
        null or "false" => false,
        "true" => Scopes.HasFlag(Scopes.Reveal) ? true : throw new MisusedException(Problem.WrongScope("reveal")),
        _ => throw new MisusedException(Problem.Invalid("reveal is true or false.")),
    };

    /// <summary>A list's <c>limit</c>, 1 to <see cref="Page{T}.LimitMaximum"/>.</summary>
    /// <exception cref="MisusedException">It is none.</exception>
    public static int Limit(string? text)
    {
        if (text is null)
            return LimitUsually;

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            && limit is >= 1 and <= Page<Actor>.LimitMaximum
            ? limit
            : throw new MisusedException(Problem.Invalid(FormattableString.Invariant(
                $"A limit is 1 to {Page<Actor>.LimitMaximum}.")));
    }

    /// <summary>A moment, RFC 3339 with its offset; <c>null</c> where nothing is said.</summary>
    /// <exception cref="MisusedException">It is none.</exception>
    public static DateTimeOffset? Moment(string name, string? text)
    {
        if (text is null)
            return null;

        return DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"],
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T'))
            ? moment
            : throw new MisusedException(Problem.Invalid(
                $"{name} is no moment: write it like 2026-12-24T18:00:00+07:00 (in a query, + is %2B)."));
    }

    /// <summary>A WIB day; <c>null</c> where nothing is said.</summary>
    /// <exception cref="MisusedException">It is none.</exception>
    public static DateOnly? Day(string name, string? text)
    {
        if (text is null)
            return null;

        return DateOnly.TryParseExact(
            text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new MisusedException(Problem.Invalid($"{name} is no day: write it like 2026-12-24."));
    }

    /// <summary>The version that <c>If-Match</c> means; <c>null</c> for whichever there is.</summary>
    /// <param name="isNeeded">True where it must be said, if only by <c>*</c>.</param>
    /// <exception cref="MisusedException">It is not said, or is no version.</exception>
    public static long? IfMatch(HttpContext http, bool isNeeded)
    {
        string? said = http.Request.Headers.IfMatch;
        if (string.IsNullOrEmpty(said))
            return isNeeded ? throw new MisusedException(Problem.NoVersion) : null;

        if (said == "*")
            return null;

        return long.TryParse(said.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new MisusedException(Problem.Invalid(
                "If-Match is no ETag of ours: send it back as it came, with its quotes, e.g. \"3\"."));
    }
}

/// <summary>A request is not as it is taken here.</summary>
sealed class MisusedException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem => problem;
}
