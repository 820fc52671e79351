using Dapper;
using Npgsql;
using Periksa.Disbursements;

namespace Periksa.Operators.Disbursements;

/// <summary>Disbursements, their steps and their remarks, as operators are shown them.</summary>
static class DisbursementRows
{
    const string Columns = """
        d.id, d.transaction_id as TransactionId, d.posted_at as PostedAt, d.partner, d.dialect, d.credential, d.account,
        d.reference, d.connector, d.bank_code as Bank, d.account_number as Number, d.holder_name as HolderName, d.net,
        d.fee, d.status, d.processed_at as ProcessedAt, d.failure_reason as Failure
        """;

    const string One = $"select {Columns} from disbursements d where d.id = @id";

    // By each of its names, all of which have an index.
    const string Named = """
        select d.id from paying_accounts a join disbursements d on d.account = a.id and d.reference = @reference
        union select id from disbursements where transaction_id = @reference
        union
        select d.id
        from credentials c
        join disbursements d on d.dialect = c.dialect and d.credential = c.name and d.key = @reference
        where d.key is not null
        union select id from disbursements where id = @own
        limit 500
        """;

    const string Many = $"""
        select {Columns}
        from disbursements d
        where (@ids::uuid[] is null or d.id = any (@ids))
          and (not @isOpen or d.id in (select id from open_payouts))
          and (@status::text is null or d.status = @status)
          and (@partner::text is null or d.partner = @partner)
          and d.posted_at >= @from and d.posted_at < @to
          and (@after::uuid is null or d.id < @after)
        order by d.id desc
        limit @limit
        """;

    const string Steps = """
        select status, at, reason from disbursement_steps where disbursement = @id
        order by at, array_position(array['01', '02', '03', '00', '06', '05', '04'], status)
        """;

    const string Remarks = """
        select r.id, r.at, r.status, r.is_paid as IsPaid, r.reason, e.reason as DealtWith
        from disbursement_remarks r left join disbursement_remark_ends e on e.remark = r.id
        where r.disbursement = @id order by r.id
        """;

    public static async Task<DisbursementEntry?> Find(NpgsqlConnection connection, Guid id) =>
        (await connection.QuerySingleOrDefaultAsync<Row>(One, new { id }))?.ToEntry();

    /// <summary>Those that a name means; an id of ours is one, too.</summary>
    public static async Task<Guid[]> FindNamed(
        NpgsqlConnection connection, string reference, CancellationToken cancel) =>
    [
        .. await connection.QueryAsync<Guid>(new CommandDefinition(
            Named,
            new { reference, own = Guid.TryParse(reference, out var own) ? own : (Guid?)null },
            cancellationToken: cancel)),
    ];

    public static async Task<IEnumerable<DisbursementEntry>> List(
        NpgsqlConnection connection, object wanted, CancellationToken cancel) =>
        (await connection.QueryAsync<Row>(new CommandDefinition(Many, wanted, cancellationToken: cancel)))
            .Select(row => row.ToEntry());

    public static async Task<IReadOnlyList<DisbursementStep>> ReadSteps(NpgsqlConnection connection, Guid id) =>
    [
        .. (await connection.QueryAsync<(string Status, DateTime At, string Reason)>(Steps, new { id }))
            .Select(one => new DisbursementStep(State(one.Status), new(one.At, TimeSpan.Zero), one.Reason)),
    ];

    public static async Task<IReadOnlyList<RemarkEntry>> ReadRemarks(NpgsqlConnection connection, Guid id) =>
    [
        .. (await connection.QueryAsync<(long Id, DateTime At, string Status, bool IsPaid, string Reason, string? End)>(
                Remarks, new { id }))
            .Select(one => new RemarkEntry(
                one.Id, new(one.At, TimeSpan.Zero), State(one.Status), one.IsPaid, one.Reason, one.End)),
    ];

    static string State(string status) => DisbursementWords.Of(Statuses.Read(status));

    // As Dapper fills it.
    sealed class Row
    {
        public Guid Id { get; init; }
        public required string TransactionId { get; init; }
        public DateTime PostedAt { get; init; }
        public required string Partner { get; init; }
        public required string Dialect { get; init; }
        public required string Credential { get; init; }
        public required string Account { get; init; }
        public required string Reference { get; init; }
        public string? Connector { get; init; }
        public required string Bank { get; init; }
        public required string Number { get; init; }
        public string? HolderName { get; init; }
        public long Net { get; init; }
        public long Fee { get; init; }
        public required string Status { get; init; }
        public DateTime? ProcessedAt { get; init; }
        public string? Failure { get; init; }

        public DisbursementEntry ToEntry() => new()
        {
            Id = Id,
            TransactionId = TransactionId,
            PostedAt = new(PostedAt, TimeSpan.Zero),
            Partner = Partner,
            Dialect = Dialect,
            Credential = Credential,
            Account = Account,
            Reference = Reference,
            Connector = Connector,
            OrderId = PayoutOrderId.Of(new(Account), new(Reference)).Value.ToString("N"),
            Bank = Bank,
            Number = Number,
            HolderName = HolderName,
            Net = Net,
            Fee = Fee,
            State = State(Status),
            ProcessedAt = ProcessedAt is { } at ? new(at, TimeSpan.Zero) : null,
            Failure = Failure,
        };
    }
}
