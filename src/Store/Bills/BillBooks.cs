using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Periksa.Bills;
using Periksa.Store.Groups;

namespace Periksa.Store.Bills;

/// <summary>Bills in PostgreSQL, as channels see them: asked about in groups, paid one by one.</summary>
public sealed class BillBooks : IHostedService, IBillBooks, IVirtualAccounts
{
    const int QueueLimit = 4096;

    static readonly GroupLimits Asking = new(Workers: 2, GroupLimit: 256, QueueLimit, TimeSpan.FromSeconds(5));

    // A virtual account's payments go through one worker: two would only wait for each other's lock. One by one,
    // since each of them moves other accounts.
    static readonly GroupLimits Paying = new(Workers: 8, GroupLimit: 1, QueueLimit, TimeSpan.FromSeconds(10));

    readonly Groups<BillInquiry, IReadOnlyList<Bill>> _inquiries;
    readonly Groups<(string VaNumber, DateTimeOffset Now), IReadOnlyList<Bill>> _lookUps;
    readonly Groups<(PaymentOrder Order, Notice Notice), PaymentEntry> _payments;
    readonly Groups<ReversalOrder, ReversalEntry> _reversals;

    readonly Underway<(string Channel, string RefId)> _paying = new();

    delegate (string Dialect, Callback Callback)? Notice(Bill bill, BillPayment payment);

    public BillBooks(NpgsqlDataSource database, ILogger<BillBooks> log)
    {
        var (group, till) = (new InquiryGroup(database), new Till(database));
        _inquiries = new(Asking, group.Do, log);
        _lookUps = new(Asking, group.Find, log);
        _payments = new(Paying, async one => [await till.Pay(one[0].Order, new(one[0].Notice))], log);
        _reversals = new(Paying, async one => [await till.Reverse(one[0])], log);
    }

    public Task<IReadOnlyList<Bill>> Inquire(BillInquiry inquiry) =>
        _inquiries.Hand(inquiry, LaneOf(inquiry.VaNumber));

    public async Task<VirtualAccount?> Find(string number, DateTimeOffset now) =>
        Owing.Sum(await _lookUps.Hand((number, now), LaneOf(number)), now);

    public Task<PaymentEntry> Pay(
        PaymentOrder order,
        Func<Bill, BillPayment, (string Dialect, Callback Callback)?> notice,
        CancellationToken gone = default) =>
        _paying.Watch(
            (order.Channel, order.RefId), _payments.Hand((order, new(notice)), LaneOf(order.VaNumber), gone));

    public async Task<ReversalEntry> Reverse(ReversalOrder order)
    {
        await _paying.End((order.Channel, order.RefId));
        return await _reversals.Hand(order, LaneOf(order.BillHash));
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _inquiries.Start();
        _lookUps.Start();
        _payments.Start();
        _reversals.Start();
        return Task.CompletedTask;
    }

    /// <summary>Does what is queued, then stops. The web server has stopped before, so nothing new comes
    /// in.</summary>
    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_inquiries.Stop(), _lookUps.Stop(), _payments.Stop(), _reversals.Stop());

    static int LaneOf(string text) => text.GetHashCode(StringComparison.Ordinal);
}
