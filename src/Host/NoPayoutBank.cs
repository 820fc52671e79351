namespace Periksa.Host;

/// <summary>Stands where no way to a paying bank is configured: nothing is sent, and nothing is made up about what was.
/// </summary>
/// <remarks>What an account was debited for waits for a connector, or is called off.</remarks>
sealed class NoPayoutBank : IPayoutBank
{
    static readonly Task<PayoutReply> NoWord = Task.FromResult<PayoutReply>(new PayoutReply.NoWord());

    public Task<PayoutReply> Pay(PayoutOrder order, CancellationToken cancel) => NoWord;

    public Task<PayoutReply> Ask(PayoutOrder order, CancellationToken cancel) => NoWord;
}
