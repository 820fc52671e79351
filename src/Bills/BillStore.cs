using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Bills;

/// <summary>Bills in PostgreSQL, as channels see them: asked about in groups, paid one by one.</summary>
public sealed class BillStore : IHostedService, IBillStore, IRequestStore, IVirtualAccounts
{
    const int QueueLimit = 4096;

    const int GroupLimit = 256;

    // Together no longer than usual: a reversal waits for its payment first.
    static readonly TimeSpan EndPatience = Patience.Usual / 2;

    readonly GroupCommit<AskedBills, IReadOnlyList<Bill>?> _inquiries;
    readonly GroupCommit<(VaNumber VaNumber, DateTimeOffset Now), IReadOnlyList<Bill>> _lookUps;
    readonly GroupCommit<Paying, bool> _payments;
    readonly GroupCommit<(ReversalOrder Order, Func<BillEvent, BillCallback?> Compose), ReversalEntry> _reversals;

    readonly InFlight<(ChannelName Channel, Reference RefId)> _paying = new();
    readonly InquiryGroup _inquiry;
    readonly BillPaymentTransaction _payment;
    readonly RequestTransaction _request;

    public BillStore(
        NpgsqlDataSource database,
        [FromKeyedServices(Database.ReadsKey)] NpgsqlDataSource reads,
        ILogger<BillStore> log,
        SpareConnections? connections = null)
    {
        _inquiry = new(database, reads);
        var reversal = new BillReversalTransaction(database);
        (_payment, _request) = (new(database), new(database));
        _inquiries = new(
            new(Lanes: 2, GroupLimit, QueueLimit, Patience.Brief, one => one.Inquiry.VaNumber)
            {
                Kind = one => one.Inquiry.Keys is null ? 0 : 1,
            },
            _inquiry.Do,
            log,
            connections);
        _lookUps = new(
            new(Lanes: 2, GroupLimit, QueueLimit, Patience.Brief, one => one.VaNumber),
            _inquiry.Find,
            log,
            connections);

        // A virtual account's payments go through one lane: two would only wait for each other's lock. One by one,
        // since each payment moves other bills. What may get stuck is the biller's account, and the first six
        // digits are a biller's.
        _payments = new(
            new(Lanes: 6, GroupLimit: 1, QueueLimit, Patience.Usual, one => Biller(one.VaNumber))
            {
                Lane = one => one.VaNumber,
            },
            async one =>
            {
                await one.Items[0].Do(one.LockPatience);
                return [true];
            },
            log,
            connections);
        _reversals = new(
            new(Lanes: 2, GroupLimit: 1, QueueLimit, Patience.Usual - EndPatience, one => one.Order.BillHash),
            async one => [await reversal.Reverse(one.Items[0].Order, one.Items[0].Compose, one.LockPatience)],
            log,
            connections);
    }

    public Task<IReadOnlyList<Bill>?> Inquire(BillInquiry inquiry) => _inquiries.Enqueue(
        new(inquiry, inquiry.Keys is null ? default : Guid.CreateVersion7(inquiry.AskedAt)));

    public async Task<VirtualAccount?> Find(VaNumber number, DateTimeOffset now) =>
        Owing.Sum(await _lookUps.Enqueue((number, now)), now);

    public async Task<bool> HasAny(VaNumber number, DateTimeOffset now) =>
        await _lookUps.Enqueue((number, now)) is not [] || await _inquiry.FindExpired([(number, now)]) is not [[]];

    public Task<PaymentEntry> Pay(
        PaymentOrder order,
        Func<BillEvent, BillCallback?> compose,
        CancellationToken gone = default) =>
        _paying.Watch(
            (order.Channel, order.RefId),
            InLane(order.VaNumber, patience => _payment.Pay(order, compose, patience), gone));

    public Task<RequestEntry> Pay(
        PaymentRequest request,
        bool mayMiss,
        Func<BillEvent, BillCallback?> compose,
        CancellationToken gone = default)
    {
        var tries = new RequestTries(Guid.CreateVersion7(request.At));
        return InLane(
            request.VaNumber, patience => _request.Pay(request, tries, mayMiss, compose, patience), gone);
    }

    public async Task<ReversalEntry> Reverse(ReversalOrder order, Func<BillEvent, BillCallback?> compose)
    {
        await _paying.End((order.Channel, order.RefId), EndPatience);
        return await _reversals.Enqueue((order, compose));
    }

    // Payments of every kind share the lanes; each leaves what came of it where its caller picks it up.
    async Task<TEntry> InLane<TEntry>(VaNumber vaNumber, Func<TimeSpan, Task<TEntry>> pay, CancellationToken gone)
    {
        TEntry entry = default!;
        await _payments.Enqueue(new(vaNumber, async patience => entry = await pay(patience)), gone: gone);
        return entry;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _inquiries.Start();
        _lookUps.Start();
        _payments.Start();
        _reversals.Start();
        return Task.CompletedTask;
    }

    static string Biller(VaNumber vaNumber) =>
        vaNumber.Value.Length > Prefixes.Length ? Prefixes.Of(vaNumber) : vaNumber;

    /// <summary>Does what is queued, then stops. The web server has stopped before, so nothing new comes
    /// in.</summary>
    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_inquiries.Stop(), _lookUps.Stop(), _payments.Stop(), _reversals.Stop());

    /// <summary>A payment that waits for its turn.</summary>
    sealed record Paying(VaNumber VaNumber, Func<TimeSpan, Task> Do);
}
