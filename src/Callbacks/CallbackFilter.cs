namespace Periksa.Callbacks;

/// <summary>Which messages are looked for: those of which all holds that is said.</summary>
public sealed record CallbackFilter
{
    /// <summary>Only those before this one.</summary>
    public long Before { get; init; } = long.MaxValue;

    public DeliveryState? State { get; init; }

    public string? Partner { get; init; }

    public string? Dialect { get; init; }

    public string? Credential { get; init; }

    /// <summary>What they tell of.</summary>
    public Guid? Subject { get; init; }

    /// <summary>Made since then, in the clock's time.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Made before then.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only among so many of the newest, where there is no index for what is asked; <c>null</c> for
    /// all.</summary>
    public int? Window { get; init; }

    internal string Source => Window is null
        ? "callbacks"
        : "(select * from callbacks where id < @id order by id desc limit @window) as newest";

    // What is not asked about is not in the statement, so that its plan is for what is.
    internal string Condition => string.Join(" and ", Conditions());

    IEnumerable<string> Conditions()
    {
        yield return "id < @id";
        // To the letter, for what was given up has an index of its own, which no plan for any state would use.
        if (State is { } state)
            yield return $"state = '{CallbackAdministration.Word(state)}'";

        if (Partner is not null)
            yield return "(dialect, credential) in (select dialect, name from credentials where partner = @partner)";

        if (Dialect is not null)
            yield return "dialect = @dialect";

        if (Credential is not null)
            yield return "credential = @credential";

        if (Subject is not null)
            yield return "subject = @subject";

        if (From is not null)
            yield return "created_at >= @from";

        if (To is not null)
            yield return "created_at < @to";
    }
}
