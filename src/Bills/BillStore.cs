using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Bills;

/// <summary>Bills in PostgreSQL, as channels see them: asked about in groups, paid one by one.</summary>
public sealed class BillStore : IHostedService, IBillStore, IVirtualAccounts
{
    const int QueueLimit = 4096;

    const int GroupLimit = 256;

    // Together no longer than usual: a reversal waits for its payment first.
    static readonly TimeSpan EndPatience = Patience.Usual / 2;

    readonly GroupCommit<BillInquiry, IReadOnlyList<Bill>> _inquiries;
    readonly GroupCommit<(string VaNumber, DateTimeOffset Now), IReadOnlyList<Bill>> _lookUps;
    readonly GroupCommit<(PaymentOrder Order, Func<BillEvent, BillCallback?> Compose), PaymentEntry> _payments;
    readonly GroupCommit<(ReversalOrder Order, Func<BillEvent, BillCallback?> Compose), ReversalEntry> _reversals;

    readonly InFlight<(string Channel, string RefId)> _paying = new();

    public BillStore(
        NpgsqlDataSource database,
        [FromKeyedServices(Database.ReadsKey)] NpgsqlDataSource reads,
        ILogger<BillStore> log,
        SpareConnections? connections = null)
    {
        var group = new InquiryGroup(database, reads);
        var (payment, reversal) = (new BillPaymentTransaction(database), new BillReversalTransaction(database));
        _inquiries = new(
            new(Lanes: 2, GroupLimit, QueueLimit, Patience.Brief, one => one.VaNumber), group.Do, log, connections);
        _lookUps = new(
            new(Lanes: 2, GroupLimit, QueueLimit, Patience.Brief, one => one.VaNumber), group.Find, log, connections);

        // A virtual account's payments go through one lane: two would only wait for each other's lock. One by one,
        // since each payment moves other bills. What may get stuck is the biller's account, and the first six
        // digits are a biller's.
        _payments = new(
            new(Lanes: 6, GroupLimit: 1, QueueLimit, Patience.Usual, one => Biller(one.Order.VaNumber))
            {
                Lane = one => one.Order.VaNumber,
            },
            async one => [await payment.Pay(one.Items[0].Order, one.Items[0].Compose, one.LockPatience)],
            log,
            connections);
        _reversals = new(
            new(Lanes: 2, GroupLimit: 1, QueueLimit, Patience.Usual - EndPatience, one => one.Order.BillHash),
            async one => [await reversal.Reverse(one.Items[0].Order, one.Items[0].Compose, one.LockPatience)],
            log,
            connections);
    }

    public Task<IReadOnlyList<Bill>> Inquire(BillInquiry inquiry) =>
        _inquiries.Enqueue(inquiry);

    public async Task<VirtualAccount?> Find(string number, DateTimeOffset now) =>
        Owing.Sum(await _lookUps.Enqueue((number, now)), now);

    public Task<PaymentEntry> Pay(
        PaymentOrder order,
        Func<BillEvent, BillCallback?> compose,
        CancellationToken gone = default) =>
        _paying.Watch((order.Channel, order.RefId), _payments.Enqueue((order, compose), gone: gone));

    public async Task<ReversalEntry> Reverse(ReversalOrder order, Func<BillEvent, BillCallback?> compose)
    {
        await _paying.End((order.Channel, order.RefId), EndPatience);
        return await _reversals.Enqueue((order, compose));
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _inquiries.Start();
        _lookUps.Start();
        _payments.Start();
        _reversals.Start();
        return Task.CompletedTask;
    }

    static string Biller(string vaNumber) => vaNumber.Length > Prefixes.Length ? Prefixes.Of(vaNumber) : vaNumber;

    /// <summary>Does what is queued, then stops. The web server has stopped before, so nothing new comes
    /// in.</summary>
    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_inquiries.Stop(), _lookUps.Stop(), _payments.Stop(), _reversals.Stop());
}
