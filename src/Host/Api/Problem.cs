using Periksa.Operators;

namespace Periksa.Host.Api;

/// <summary>Why a request of the operators' API was refused, as RFC 9457 has it.</summary>
/// <param name="Type">A word of ours for its kind, e.g. <c>urn:periksa:problem:stale</c>.</param>
/// <param name="Title">The kind in words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What is wrong with this request. It holds no secret.</param>
/// <param name="Hint">What to do next.</param>
sealed record Problem(string Type, string Title, int Status, string Detail, string Hint)
{
    const string Prefix = "urn:periksa:problem:";

    public const string Documents = "docs/operating/api.md lists every path.";

    public static Problem Of(string word, string title, int status, string detail, string hint) =>
        new($"{Prefix}{word}", title, status, detail, hint);

    public static Problem Of(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.Invalid => Invalid(refusal.Message),
        RefusalKind.NotFound => NotFound(refusal.Message),
        RefusalKind.Duplicate => Of(
            "duplicate", "There is one already", StatusCodes.Status409Conflict, refusal.Message,
            "Nothing was changed: name it otherwise, or work with the one that is there."),
        RefusalKind.Stale => Of(
            "stale", "Somebody else was quicker", StatusCodes.Status412PreconditionFailed, refusal.Message,
            "GET it again, and send its new ETag as If-Match."),
        RefusalKind.Conflict => Of(
            "conflict", "It cannot be done as things are", StatusCodes.Status409Conflict, refusal.Message,
            "Nothing was changed: mend what the detail names, and send it again."),
        RefusalKind.Repeated => DoneAlready,
    };

    public static Problem Invalid(string detail) => Of(
        "invalid", "The request makes no sense", StatusCodes.Status400BadRequest, detail,
        "Nothing was changed: mend the request as the detail says, and send it again.");

    public static Problem NotFound(string detail) => Of(
        "not-found", "There is no such thing", StatusCodes.Status404NotFound, detail,
        "Look at the list of them for how it is called.");

    public static Problem NoPath { get; } = Of(
        "no-path", "Nothing is served here", StatusCodes.Status404NotFound,
        "Nothing is served under this path.", Documents);

    public static Problem WrongMethod(string allowed) => Of(
        "method", "This path does not take this method", StatusCodes.Status405MethodNotAllowed,
        $"This path takes {allowed}.", Documents);

    public static Problem NotJson { get; } = Of(
        "media-type", "The body is no JSON", StatusCodes.Status415UnsupportedMediaType,
        "A body is sent as application/json.", "Set Content-Type: application/json.");

    public static Problem TooLarge { get; } = Of(
        "too-large", "The body is too large", StatusCodes.Status413PayloadTooLarge,
        "A body has at most 64 KiB.", "No wish needs more: is it the right file?");

    public static Problem Unknown { get; } = Of(
        "unauthenticated", "Who are you?", StatusCodes.Status401Unauthorized,
        "There is no key with this request, or one that is unknown, expired or revoked.",
        "Send Authorization: Bearer and a key: 'periksa apikey issue NAME --scope read' makes one.");

    public static Problem TooManyTries(int seconds) => Of(
        "too-many-tries", "Too many wrong keys", StatusCodes.Status429TooManyRequests,
        "Too many wrong keys came from this address.", $"Wait {seconds} seconds, and send a good one.");

    public static Problem WrongScope(string needed) => Of(
        "scope", "The key does not allow this", StatusCodes.Status403Forbidden,
        $"This takes a key with the scope {needed}.",
        $"'periksa apikey issue NAME --scope {needed}' makes one.");

    public static Problem NoVersion { get; } = Of(
        "no-version", "It is not said which version is changed", StatusCodes.Status428PreconditionRequired,
        "A change says which version it is of, so that nobody's is lost.",
        "GET it, and send its ETag as If-Match; or If-Match: * for whichever there is.");

    public static Problem OtherBody { get; } = Of(
        "other-body", "The key is of another request", StatusCodes.Status422UnprocessableEntity,
        "This Idempotency-Key came with another request in the last 24 hours.",
        "Nothing was changed: send this one with a key of its own.");

    public static Problem DoneAlready { get; } = Of(
        "done-already", "It was done before", StatusCodes.Status409Conflict,
        "This was done under the same Idempotency-Key, and what was answered is not kept, such as a secret.",
        "Nothing was done again: GET what it made, and rotate a secret that was not received.");

    public static Problem Unavailable { get; } = Of(
        "unavailable", "The database does not answer", StatusCodes.Status503ServiceUnavailable,
        "The database is away, or somebody holds a lock on what was to be changed.",
        "Send it again in a few seconds; a write with an Idempotency-Key is done once however often it is sent.");

    public override string ToString() => $"{Status} {Type}";
}
