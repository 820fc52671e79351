using Periksa.Inquiries;

namespace Periksa.Engine.Tests.Fakes;

/// <summary>A bank that can say one thing without being asked, and is never to be asked.</summary>
sealed class KnowingBank(BankReply reply) : IConnector
{
    public BankReply? Know(BankAccount account) => reply;

    public Task<BankReply> LookUp(BankQuestion question, CancellationToken cancel) =>
        throw new InvalidOperationException("It knew that without being asked.");
}
