using Dapper;
using Npgsql;

namespace Periksa.Inquiries.Routing;

/// <summary>How an inquiry came by its answer, as it was written down.</summary>
public sealed record Explanation(
    Guid Id, DateTimeOffset At, string Dialect, string Partner, string Bank, string MaskedAccount, string? Outcome,
    IReadOnlyList<ExplainedStep> Steps)
{
    const string Inquiry = """
        select id, at, dialect, partner, bank_code as Bank, account_number as Number, outcome, null as Route
        from inquiries where day = @day and id = @id
        union all
        select id, at, dialect, partner, bank_code, account_number, null, route from open_inquiries where id = @id
        limit 1
        """;

    const string Questions = """
        select route, kind, skipped, asked_at as AskedAt, heard_at as HeardAt, outcome, price, saved, age, agrees,
               quality, suspected, handle_until as HandleUntil
        from provider_questions where day = @day and inquiry = @id order by place, route
        """;

    /// <returns><c>null</c> where no such inquiry is kept.</returns>
    public static async Task<Explanation?> Find(NpgsqlDataSource database, InquiryId id, CancellationToken cancel)
    {
        if (id.Value.Version is not InquiryId.Version || !id.HasDay)
            return null;

        var named = new { id = id.Value, day = id.Day };
        await using var connection = await database.OpenConnectionAsync(cancel);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(
            new CommandDefinition(Inquiry, named, cancellationToken: cancel));
        if (row is null)
            return null;

        var steps = await connection.QueryAsync<ExplainedStep>(
            new CommandDefinition(Questions, named, cancellationToken: cancel));
        return new(
            row.Id,
            new(row.At, TimeSpan.Zero),
            row.Dialect,
            row.Partner,
            row.Bank,
            Masked.Account(row.Number),
            row.Outcome,
            WithAsked([.. steps], row.Route));
    }

    // As long as an inquiry is open, a question that costs nothing is known from it alone.
    static List<ExplainedStep> WithAsked(List<ExplainedStep> steps, string? asked)
    {
        if (asked is not null && !steps.Exists(step => step.Route == asked))
            steps.Add(new() { Route = asked, Kind = RouteWords.Of(StepKind.Asked) });

        return steps;
    }

    /// <summary>All of it in one sentence.</summary>
    public override string ToString()
    {
        var outcome = Outcome is null ? "is still open" : $"was answered {Words(Outcome)}";
        var how = Steps.Count == 0
            ? "no provider had anything to do with it"
            : string.Join("; ", Steps.Select(step => step.ToString()));

        return $"The inquiry by {Partner} in {Dialect} about account {MaskedAccount} of bank {Bank} at {Wib(At)} "
            + $"{outcome}: {how}.";
    }

    internal static string Words(string word) => word.Replace('_', ' ');

    internal static string Wib(DateTimeOffset at) => FormattableString.Invariant(
        $"{at.ToOffset(RouteClosure.Wib):yyyy-MM-dd HH:mm:ss} WIB");

    sealed class Row
    {
        public Guid Id { get; init; }
        public DateTime At { get; init; }
        public required string Dialect { get; init; }
        public required string Partner { get; init; }
        public required string Bank { get; init; }
        public required string Number { get; init; }
        public string? Outcome { get; init; }
        public string? Route { get; init; }
    }
}

/// <summary>What one route had to do with it.</summary>
public sealed class ExplainedStep
{
    public required string Route { get; init; }
    public required string Kind { get; init; }
    public string? Skipped { get; init; }
    public DateTime? AskedAt { get; init; }
    public DateTime? HeardAt { get; init; }
    public string? Outcome { get; init; }
    public long Price { get; init; }
    public long Saved { get; init; }
    public TimeSpan? Age { get; init; }
    public bool? Agrees { get; init; }
    public string? Quality { get; init; }
    public bool Suspected { get; init; }
    public DateTime? HandleUntil { get; init; }

    public override string ToString() => Kind switch
    {
        "skipped" => $"{Route} was left out, being {RouteWords.Said(Skipped!)}",
        "remembered" => $"{Route} had said {Said} {Ago} before, which was remembered and saved {Rupiah(Saved)}",
        "shared" => $"{Route} was being asked the same at that moment, which saved {Rupiah(Saved)}",
        "hedged" => $"{Route} was asked as well, the other being slow, {Heard}",
        "shadow" => $"{Route} was asked afterwards to compare, {Heard}{Compared}",
        _ => $"{Route} was asked{At}, {Heard}",
    };

    string At => AskedAt is { } at ? FormattableString.Invariant($" at {at.Add(RouteClosure.Wib):HH:mm:ss.fff}") : "";

    string Said => Explanation.Words(Outcome ?? "nothing");

    string Heard => Outcome is null
        ? $"had not answered when it was written down, and costs {Rupiah(Price)}"
        : $"came to {Said}{Took} and cost {Rupiah(Price)}{Name}{(Suspected ? "; it suspects the account" : "")}{Kept}";

    string Name => Quality is null or "full" ? "" : $"; the name was {Explanation.Words(Quality)}";

    // What it is, is nobody's business but its partner's.
    string Kept => HandleUntil is { } until
        ? $"; a handle is kept until {Explanation.Wib(new(until, TimeSpan.Zero))}"
        : "";

    string Took => HeardAt - AskedAt is { } took
        ? FormattableString.Invariant($" after {took.TotalMilliseconds:0} ms")
        : "";

    string Compared => Agrees switch { true => ", and agreed", false => ", and differed", null => "" };

    string Ago => Age switch
    {
        null => "some time",
        { TotalMinutes: < 2 } age => FormattableString.Invariant($"{age.TotalSeconds:0} s"),
        { TotalHours: < 2 } age => FormattableString.Invariant($"{age.TotalMinutes:0} min"),
        { TotalDays: < 2 } age => FormattableString.Invariant($"{age.TotalHours:0} h"),
        { } age => FormattableString.Invariant($"{age.TotalDays:0} days"),
    };

    static string Rupiah(long sen) => $"Rp {new Money(sen, Currency.Idr)}";
}
