namespace Periksa.Operators.Inquiries;

/// <summary>An inquiry as Dapper fills it.</summary>
sealed class InquiryRow
{
    public Guid Id { get; init; }
    public DateTime At { get; init; }
    public required string Dialect { get; init; }
    public required string Partner { get; init; }
    public required string Bank { get; init; }
    public required string Account { get; init; }
    public string? HolderName { get; init; }
    public required string Outcome { get; init; }
    public long? Price { get; init; }

    public InquiryEntry ToEntry() => new()
    {
        Id = Id,
        At = new(At, TimeSpan.Zero),
        Dialect = Dialect,
        Partner = Partner,
        Bank = Bank,
        Account = Account,
        HolderName = HolderName,
        Outcome = Outcome,
        Price = Price,
    };
}
