namespace Periksa.Invoicing;

/// <summary>Once a day, what is owed is paid from the deposits without anybody asking.</summary>
public static class DailyPayment
{
    /// <summary>The time of day, WIB.</summary>
    public static readonly TimeOnly Time = new(15, 45);

    /// <summary>The day of the latest run that should have happened by <paramref name="now"/>.</summary>
    public static DateOnly LastDue(DateTimeOffset now)
    {
        var today = BusinessDay.Of(now);
        return now < BusinessDay.At(today, Time) ? today.AddDays(-1) : today;
    }

    /// <summary>Which invoices a deposit pays: oldest first,
    /// and one it cannot pay in full does not stop the younger.</summary>
    public static IEnumerable<Invoice> Choose(IEnumerable<Invoice> owed, Money spendable)
    {
        foreach (var invoice in owed.OrderBy(invoice => invoice.Day))
        {
            if (invoice.Amount > spendable)
                continue;

            spendable -= invoice.Amount;
            yield return invoice;
        }
    }
}
