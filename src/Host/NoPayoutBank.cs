using Periksa.Disbursements;

namespace Periksa.Host;

/// <summary>Stands where no way to a paying bank is configured: nobody is debited, and nothing is made up about
/// what was sent before.</summary>
sealed class NoPayoutBank : IPayoutBank
{
    static readonly Task<PayoutReply> NoWord = Task.FromResult<PayoutReply>(new PayoutReply.NoWord());

    public bool CanPay(BankAccount beneficiary) => false;

    public Task<PayoutReply> Pay(PayoutOrder order, CancellationToken cancel) => NoWord;

    public Task<PayoutReply> Ask(PayoutOrder order, CancellationToken cancel) => NoWord;
}
