using Periksa.Inquiries;

namespace Periksa.Host;

/// <summary>Stands where no way to a bank is configured: an honest failure, never a made-up "not found".</summary>
sealed class NoConnector : IConnector
{
    public Task<BankReply> LookUp(BankQuestion question, CancellationToken cancel) =>
        Task.FromResult<BankReply>(new BankReply.Failed());
}
