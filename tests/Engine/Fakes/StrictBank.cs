using System.Collections.Concurrent;
using Periksa.Disbursements;

namespace Periksa.Engine.Tests.Fakes;

/// <summary>A paying bank that does what it is told to and keeps what it was asked.</summary>
sealed class StrictBank : IPayoutBank
{
    /// <summary>What becomes of an order that is sent.</summary>
    public Func<PayoutOrder, CancellationToken, Task<PayoutReply>> OnPay { get; set; } =
        static (_, _) => Task.FromResult<PayoutReply>(new PayoutReply.Paid("Cengkal Marpaung"));

    /// <summary>What is said about an order that is asked about; whether it ever came is for the test to
    /// know.</summary>
    public Func<PayoutOrder, CancellationToken, Task<PayoutReply>> OnAsk { get; set; } =
        static (_, _) => Task.FromResult<PayoutReply>(new PayoutReply.NoWord());

    public bool Pays { get; set; } = true;

    public ConcurrentQueue<string> Heard { get; } = [];

    public bool CanPay(BankAccount beneficiary) => Pays;

    public Task<PayoutReply> Pay(PayoutOrder order, CancellationToken cancel)
    {
        Heard.Enqueue("pay");
        return OnPay(order, cancel);
    }

    public Task<PayoutReply> Ask(PayoutOrder order, CancellationToken cancel)
    {
        Heard.Enqueue("ask");
        return OnAsk(order, cancel);
    }
}
