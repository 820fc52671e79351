using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Periksa.Telemetry;

namespace Periksa.Disbursements;

/// <summary>Whoever pays, given so long and no longer. A connector that fails has not said that the bank did: unclear
/// means pending.</summary>
sealed partial class PatientBank(IPayoutBank bank, bool isConnector, ILogger log)
{
    /// <summary>The time the bank may take before the transfer is shown as pending.</summary>
    static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    public TimeSpan OnTheWay => bank.OnTheWay;

    /// <inheritdoc cref="IPayoutBank.Pay"/>
    public Task<PayoutReply> Pay(PayoutOrder order) => Guarded(order, cancel => bank.Pay(order, cancel));

    /// <inheritdoc cref="IPayoutBank.Ask"/>
    public Task<PayoutReply> Ask(PayoutOrder order) => Guarded(order, cancel => bank.Ask(order, cancel));

    async Task<PayoutReply> Guarded(PayoutOrder order, Func<CancellationToken, Task<PayoutReply>> ask)
    {
        var start = Stopwatch.GetTimestamp();
        using var patience = new CancellationTokenSource(Budget);
        try
        {
            return (await ask(patience.Token).WaitAsync(Budget)).To(order.Beneficiary);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            return new PayoutReply.NoWord { Why = isConnector ? "It says nothing" : null };
        }
        catch (Exception e)
        {
            Log.ConnectorFailed(log, e);
            return new PayoutReply.NoWord();
        }
        finally
        {
            Metrics.UpstreamSeconds.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
    }

    static partial class Log
    {
        [LoggerMessage(9, LogLevel.Warning, "The connector to the paying bank failed: nothing is concluded from that")]
        public static partial void ConnectorFailed(ILogger log, Exception e);
    }
}
