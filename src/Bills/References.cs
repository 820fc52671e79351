using Npgsql;
using Periksa.Postgres.Groups;

namespace Periksa.Bills;

/// <summary>The earlier uses of a channel's reference, and the marks left by reversals that found no
/// payment.</summary>
static class References
{
    const string OnDays = $"""
        select {PaymentRow.Columns}, b.va_number
        from bill_payments p join bills b on b.id = p.bill
        where p.channel = $1 and p.ref_id = $2 and day_of(p.transaction_at) between $3 and $4 and p.request is null
        """;

    const string IsMarked = """
        select from reversal_marks where channel = $1 and ref_id = $2 and va_number = $3 and at > $4
        """;

    const string Reversible = $"""
        select {PaymentRow.Columns} from bill_payments p
        where p.channel = $1 and p.ref_id = $2 and p.bill = (select id from bills where hash = $3) and p.at >= $4
        """;

    // Whoever leaves one removes some that mean nothing any more, and waits for nobody who does the same.
    const string ToMark = """
        with old as (
            select ctid from reversal_marks
            where at < $5 and (channel, ref_id, va_number) <> ($1, $2, $3)
            order by at limit 100 for update skip locked
        ),
        gone as (
            delete from reversal_marks where ctid = any (array(select ctid from old))
        )
        insert into reversal_marks as m (channel, ref_id, va_number, at) values ($1, $2, $3, $4)
        on conflict (channel, ref_id, va_number) do update set at = greatest(m.at, excluded.at)
        """;

    /// <summary>Makes payments and reversals under the same reference take turns.</summary>
    public static Task Lock(NpgsqlConnection connection, ChannelName channel, Reference refId, TimeSpan patience) =>
        Locks.Take(connection, "bill-reference", $"{channel}\n{refId}", patience);

    /// <summary>The earlier use of the order's reference, as <see cref="Payments.Recall"/> reports it.</summary>
    public static async Task<(PaymentRefusal? Refusal, BillPayment? First)> Recall(
        NpgsqlConnection connection, PaymentOrder order)
    {
        var day = BusinessDay.Of(order.TransactionAt);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(OnDays)
                {
                    Parameters =
                        { In(order.Channel.Value), In(order.RefId.Value), In(Beside(day, -1)), In(Beside(day, 1)) },
                },
                new(IsMarked)
                {
                    Parameters =
                    {
                        In(order.Channel.Value), In(order.RefId.Value), In(order.VaNumber.Value), In(Since(order.At)),
                    },
                },
            },
        };

        await using var rows = await batch.ExecuteReaderAsync();
        var earlier = new List<EarlierPayment>();
        while (await rows.ReadAsync())
            earlier.Add(new(PaymentRow.Read(rows), new(rows.GetString(PaymentRow.Count))));

        await rows.NextResultAsync();
        return Payments.Recall(order, earlier, await rows.ReadAsync());
    }

    /// <summary>The question for the payments on the bill under the order's reference that can still be taken
    /// back.</summary>
    public static NpgsqlBatchCommand ReversibleCommand(ReversalOrder order) => new(Reversible)
    {
        Parameters = { In(order.Channel.Value), In(order.RefId.Value), In(order.BillHash.Value), In(Since(order.At)) },
    };

    /// <summary>Has a payment under the order's reference to this account refused that comes later.</summary>
    public static async Task Mark(NpgsqlConnection connection, ReversalOrder order, VaNumber vaNumber)
    {
        await using var command = new NpgsqlCommand(ToMark, connection)
        {
            Parameters =
            {
                In(order.Channel.Value), In(
                    order.RefId.Value), In(vaNumber.Value), In(order.At.UtcDateTime), In(Since(order.At)),
            },
        };
        await command.ExecuteNonQueryAsync();
    }

    // There is none before the first and after the last.
    static DateOnly Beside(DateOnly day, int days) => DateOnly.FromDayNumber(
        Math.Clamp(day.DayNumber + days, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber));

    static DateTime Since(DateTimeOffset now) => (now - Payments.ReversalWindow).UtcDateTime;

    static NpgsqlParameter<T> In<T>(T value) => new() { TypedValue = value };
}
