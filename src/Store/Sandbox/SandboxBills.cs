using System.Collections.Frozen;
using Dapper;
using Npgsql;

namespace Periksa.Store.Sandbox;

/// <summary>The sandbox's virtual accounts, as remembered.</summary>
sealed class SandboxBills(FrozenDictionary<string, SandboxBill[]> byNumber)
{
    public static SandboxBills None { get; } = new(FrozenDictionary<string, SandboxBill[]>.Empty);

    public VirtualAccount? Find(string number, DateTimeOffset now)
    {
        var counting = byNumber.GetValueOrDefault(number, []).Where(bill => bill.CountsAt(now)).ToArray();
        if (counting.Length == 0)
            return null;

        var owed = Money.Zero;
        foreach (var bill in counting)
            owed += bill.Owed;

        return new(counting[0].Customer, owed);
    }

    public static async Task<SandboxBills> Read(NpgsqlConnection connection)
    {
        var rows = await connection.QueryAsync<Row>(
            """
            select va_number as VaNumber, type, customer, total, paid, valid_until as ValidUntil, is_void as IsVoid
            from sandbox_bills order by number
            """);

        return new(rows
            .GroupBy(row => row.VaNumber)
            .ToFrozenDictionary(bills => bills.Key, bills => bills.Select(row => row.ToBill()).ToArray()));
    }

    // As Dapper fills it; a timestamptz comes as a DateTime in UTC.
    sealed class Row
    {
        public required string VaNumber { get; init; }
        public required string Type { get; init; }
        public required string Customer { get; init; }
        public long Total { get; init; }
        public long Paid { get; init; }
        public DateTime? ValidUntil { get; init; }
        public bool IsVoid { get; init; }

        public SandboxBill ToBill() => new(
            Customer,
            Type == "open",
            new(Total, Currency.Idr),
            new(Paid, Currency.Idr),
            ValidUntil is { } end ? new(end, TimeSpan.Zero) : null,
            IsVoid);
    }
}

/// <param name="IsOpen">The payer chooses the amount, so nothing particular is owed.</param>
sealed record SandboxBill(
    string Customer, bool IsOpen, Money Total, Money Paid, DateTimeOffset? ValidUntil, bool IsVoid)
{
    public Money Owed => IsOpen ? Money.Zero : Total - Paid;

    /// <summary>Whether it is payable or paid. What is void, or expired before it was paid, is nobody's any
    /// more.</summary>
    public bool CountsAt(DateTimeOffset now) =>
        !IsVoid && (ValidUntil is null || now < ValidUntil || (!IsOpen && Owed == Money.Zero));
}
