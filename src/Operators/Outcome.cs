namespace Periksa.Operators;

/// <summary>What became of an operator's wish: what it was for, or why nothing was done.</summary>
public readonly struct Outcome<T>
    where T : class
{
    Outcome(T? done, Refusal? refusal) => (Done, Refusal) = (done, refusal);

    /// <summary>What was done; <c>null</c> where it was refused.</summary>
    public T? Done { get; }

    /// <summary>Why nothing was done; <c>null</c> where it was.</summary>
    public Refusal? Refusal { get; }

    public static implicit operator Outcome<T>(T done) => new(done, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(null, refusal);
}

/// <summary>Why an operator's wish was not done. Nothing was changed.</summary>
/// <param name="Message">A sentence that says what to do instead. It holds no secret.</param>
public sealed record Refusal(RefusalKind Kind, string Message)
{
    public static Refusal Invalid(string message) => new(RefusalKind.Invalid, message);

    public static Refusal NotFound(string message) => new(RefusalKind.NotFound, message);

    public static Refusal Duplicate(string message) => new(RefusalKind.Duplicate, message);

    public static Refusal Conflict(string message) => new(RefusalKind.Conflict, message);

    /// <summary>Of what was done under its key already.</summary>
    public static Refusal Repeated { get; } = new(RefusalKind.Repeated, "This was done before, under the same key.");

    /// <summary>Of an edit of a version that is not the present one any more.</summary>
    public static Refusal Stale(string what, long version, long present) => new(
        RefusalKind.Stale,
        $"{what} was changed by somebody else: you edit version {version}, and it is at {present}. Look at it again, "
        + "and say it once more.");
}

/// <summary>The kinds of reasons for doing nothing.</summary>
public enum RefusalKind
{
    /// <summary>What was said makes no sense.</summary>
    Invalid,

    /// <summary>There is no such thing.</summary>
    NotFound,

    /// <summary>There is one already.</summary>
    Duplicate,

    /// <summary>Somebody else was quicker to edit it.</summary>
    Stale,

    /// <summary>It cannot be done to it as it is.</summary>
    Conflict,

    /// <summary>It was done before, under the same key.</summary>
    Repeated,
}
