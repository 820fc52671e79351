using System.Collections.Concurrent;
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

    readonly ConcurrentDictionary<(string Channel, string RefId), Task> _paying = [];

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
        PaymentOrder order, Func<Bill, BillPayment, (string Dialect, Callback Callback)?> notice)
    {
        var reference = (order.Channel, order.RefId);
        var payment = _payments.Hand((order, new(notice)), LaneOf(order.VaNumber));
        _paying[reference] = payment;
        payment.ContinueWith(
            done => _paying.TryRemove(new(reference, done)),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

        return payment;
    }

    /// <remarks>A channel that has waited in vain for its payment takes it back while it is still under way here: it
    /// must not hear that there is none.</remarks>
    public async Task<ReversalEntry> Reverse(ReversalOrder order)
    {
        if (_paying.TryGetValue((order.Channel, order.RefId), out var payment))
            await Task.WhenAny(payment);

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
