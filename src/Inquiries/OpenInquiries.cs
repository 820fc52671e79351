using Dapper;
using Npgsql;

namespace Periksa.Inquiries;

/// <summary>The inquiries without an outcome yet. A lease, in real time, says who is asking about one.</summary>
public sealed class OpenInquiries(NpgsqlDataSource database) : IOpenInquiries
{
    /// <summary>Longer than anybody asks in one go.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);

    const string Columns = """
        o.id, o.at, o.dialect, o.partner, o.bank_code as BankCode, o.account_number as AccountNumber,
        o.number_as_sent as NumberAsSent, o.caller, o.key_day as KeyDay, o.key, o.reference, o.credential,
        o.give_up_at as GiveUpAt, o.route, o.provider_id as ProviderId, o.asked, o.is_virtual as IsVirtual, o.intent
        """;

    const string Free = $"""
        update open_inquiries o set leased_until = clock_timestamp() + @Lease
        where o.id in (select id from open_inquiries where leased_until <= clock_timestamp() and credential is not null
                       order by leased_until limit @limit for update skip locked)
        returning {Columns}
        """;

    const string Late = $"select {Columns} from open_inquiries o where o.give_up_at <= @now order by 1 limit @limit";

    // What is given back without a pause was not asked about.
    const string Return = """
        update open_inquiries
        set leased_until = clock_timestamp() + @pause, asked = asked + (@pause > interval '0')::int
        where id = @id
        """;

    const string ById = $"select {Columns} from open_inquiries o where o.id = @id";

    const string ByProvider = $"""
        select {Columns} from open_inquiries o where o.route = @route and o.provider_id = @providerId
        """;

    const string NoRoute = "update open_inquiries set route = null where id = @id";

    public async Task<OpenInquiry?> Find(InquiryId id, CancellationToken cancel) =>
        await Primary.Await(() => Read(ById, new { id = id.Value }, cancel)) is [var one, ..] ? one : null;

    public Task<IReadOnlyList<OpenInquiry>> Find(RouteName route, string providerId, CancellationToken cancel) =>
        Primary.Await(() => Read(ByProvider, new { route = route.Value, providerId }, cancel));

    public Task Unassign(InquiryId id) =>
        Primary.Await(() => Write(NoRoute, new { id = id.Value }, CancellationToken.None));

    public Task<IReadOnlyList<OpenInquiry>> Take(int limit, CancellationToken cancel) =>
        Primary.Await(() => Read(Free, new { limit, Lease }, cancel));

    public Task<IReadOnlyList<OpenInquiry>> Overdue(DateTimeOffset now, int limit, CancellationToken cancel) =>
        Primary.Await(() => Read(Late, new { now = now.UtcDateTime, limit }, cancel));

    public Task PutBack(InquiryId id, TimeSpan pause, CancellationToken cancel) =>
        Primary.Await(() => Write(Return, new { id = id.Value, pause }, cancel));

    async Task Write(string statement, object parameters, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition(statement, parameters, cancellationToken: cancel));
    }

    async Task<IReadOnlyList<OpenInquiry>> Read(string question, object parameters, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<Row>(question, parameters);
        return [.. rows.Select(row => row.ToInquiry())];
    }

    // As Dapper fills it; a timestamptz comes as a DateTime in UTC.
    sealed class Row
    {
        public Guid Id { get; init; }
        public DateTime At { get; init; }
        public required string Dialect { get; init; }
        public required string Partner { get; init; }
        public required string BankCode { get; init; }
        public required string AccountNumber { get; init; }
        public string? NumberAsSent { get; init; }
        public required string Caller { get; init; }
        public DateOnly KeyDay { get; init; }
        public required string Key { get; init; }
        public string? Reference { get; init; }
        public string? Credential { get; init; }
        public DateTime GiveUpAt { get; init; }
        public string? Route { get; init; }
        public string? ProviderId { get; init; }
        public int Asked { get; init; }
        public bool IsVirtual { get; init; }
        public string? Intent { get; init; }

        public OpenInquiry ToInquiry() => new(
            new(Id),
            new(At, TimeSpan.Zero),
            new(Dialect),
            new(Partner),
            new(BankCode, AccountNumber) { AsSent = NumberAsSent },
            new(Caller, KeyDay, Key, Periksa.Reference.OrNull(Reference)),
            new(GiveUpAt, TimeSpan.Zero),
            Credential is null ? null : new(new(Credential), GiveUpAt - At))
        {
            Route = RouteName.OrNull(Route),
            ProviderId = ProviderId,
            Asked = Asked,
            IsVirtualAccount = IsVirtual,
            Intent = IntentColumn.Read(Intent),
        };
    }
}
