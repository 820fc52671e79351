namespace Periksa.Retention;

/// <summary>Rows of one kind that are old enough: how to count, find and delete them.</summary>
sealed record OldRows(string Name, string Count, string Find, string Delete)
{
    /// <summary>References, by the day of their inquiry.</summary>
    public static OldRows References { get; } = new(
        "references",
        "select count(*) from once_references where day_of_id(inquiry) < @before",
        """
        select ctid::text from once_references where day_of_id(inquiry) < @before
        order by day_of_id(inquiry) limit @limit
        """,
        """
        with gone as (
            delete from once_references
            where ctid = any (@batch::tid[]) and day_of_id(inquiry) < @before returning 1
        )
        select count(*) from gone
        """);

    /// <summary>Callbacks that arrived, with their attempts.</summary>
    public static OldRows Delivered { get; } = Callbacks("delivered callbacks", "delivered");

    /// <summary>Callbacks that were given up, with their attempts.</summary>
    public static OldRows Parked { get; } = Callbacks("parked callbacks", "parked");

    public static OldRows RefusedSignatures { get; } = new(
        "refused signatures",
        "select count(*) from refused_signatures where at < @before",
        "select ctid::text from refused_signatures where at < @before limit @limit",
        """
        with gone as (
            delete from refused_signatures where ctid = any (@batch::tid[]) and at < @before returning 1
        )
        select count(*) from gone
        """);

    /// <summary>Reversals that found no payment, of which none is waited for any more.</summary>
    public static OldRows ReversalMarks { get; } = new(
        "reversal marks",
        "select count(*) from reversal_marks where at < @before",
        "select ctid::text from reversal_marks where at < @before limit @limit",
        """
        with gone as (
            delete from reversal_marks where ctid = any (@batch::tid[]) and at < @before returning 1
        )
        select count(*) from gone
        """);

    /// <summary>How often accounts were asked about, by the day.</summary>
    public static OldRows AccountHits { get; } = new(
        "account hits",
        "select count(*) from account_hits where day < @before",
        "select ctid::text from account_hits where day < @before limit @limit",
        """
        with gone as (
            delete from account_hits where ctid = any (@batch::tid[]) and day < @before returning 1
        )
        select count(*) from gone
        """);

    /// <summary>Where operators were signed in.</summary>
    public static OldRows OperatorSessions { get; } = Expired("operators' sessions", "operator_sessions");

    /// <summary>Invitations, taken up or not.</summary>
    public static OldRows Invitations { get; } = Expired("operators' invitations", "operator_invitations");

    /// <summary>Remembered answers that name a holder, by when they came.</summary>
    public static OldRows FoundAnswers { get; } = Answers("remembered holders", "found");

    /// <summary>Remembered answers that there is no such account.</summary>
    public static OldRows NotFoundAnswers { get; } = Answers("remembered absences", "not-found");

    /// <summary>Accounts that were forgotten.</summary>
    public static OldRows ForgottenAnswers { get; } = Answers("forgotten accounts", "forgotten");

    static OldRows Expired(string name, string table) => new(
        name,
        $"select count(*) from {table} where expires_at < @before",
        $"select ctid::text from {table} where expires_at < @before limit @limit",
        $"""
        with gone as (
            delete from {table} where ctid = any (@batch::tid[]) and expires_at < @before returning 1
        )
        select count(*) from gone
        """);

    static OldRows Answers(string name, string outcome) => new(
        name,
        $"select count(*) from remembered_answers where learned_at < @before and outcome = '{outcome}'",
        $"""
        select ctid::text from remembered_answers where learned_at < @before and outcome = '{outcome}' limit @limit
        """,
        $"""
        with gone as (
            delete from remembered_answers
            where ctid = any (@batch::tid[]) and learned_at < @before and outcome = '{outcome}' returning 1
        )
        select count(*) from gone
        """);

    static OldRows Callbacks(string name, string state) => new(
        name,
        $"select count(*) from callback_ended where ended_at < @before and state = '{state}'",
        $"select ctid::text from callback_ended where ended_at < @before and state = '{state}' limit @limit",
        $"""
        with gone as (
            delete from callback_ended
            where ctid = any (@batch::tid[]) and ended_at < @before and state = '{state}' returning id
        ),
        attempts as (
            delete from callback_attempts a using gone g where a.message = g.id
        )
        select count(*) from gone
        """);
}
