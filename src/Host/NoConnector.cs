using Periksa.Inquiries;

namespace Periksa.Host;

/// <summary>Stands where no way to any bank is configured: an honest failure, never a made-up "not found".</summary>
sealed partial class NoConnector : IConnector
{
    public NoConnector(ILogger<NoConnector> log) => Log.Missing(log);

    public Task<BankReply> LookUp(BankQuestion question, CancellationToken cancel) =>
        Task.FromResult<BankReply>(new BankReply.Failed());

    static partial class Log
    {
        [LoggerMessage(60, LogLevel.Warning,
            "No connector to a bank is configured: every account inquiry is answered with a failure")]
        public static partial void Missing(ILogger log);
    }
}
