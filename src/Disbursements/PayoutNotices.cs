using Microsoft.Extensions.Logging;
using Npgsql;

namespace Periksa.Disbursements;

/// <summary>What providers say about payouts without being asked.</summary>
/// <remarks>
/// A notice is a hint to ask, and never moves money by itself. The question goes to the provider's own address by our
/// own connection, and what it hears is held against the order; a notice comes from whoever has the secret, or has
/// seen one before, and may be late. So one that comes twice, too early, or about another amount only has a question
/// asked again.
/// </remarks>
public sealed partial class PayoutNotices(NoticedPayouts payouts, TimeProvider clock, ILogger<PayoutNotices> log)
{
    /// <summary>Has the bank asked at once about an open payout, by whichever host is free.</summary>
    /// <param name="connector">Whose provider it is: it has a word about nothing that it was not given.</param>
    /// <returns>False where it is to come again.</returns>
    public async Task<bool> Hear(ConnectorName connector, PayoutNotice notice)
    {
        if (notice.Order is not { } order)
            return true;

        try
        {
            return await Hear(connector, order, notice.IsPaid);
        }
        catch (Exception e) when (e is TimeoutException or NpgsqlException or IOException)
        {
            Log.Unheard(log, connector, order, e);
            return false;
        }
    }

    async Task<bool> Hear(ConnectorName connector, PayoutOrderId order, bool? isPaid)
    {
        if (await payouts.Hurry(connector, order, clock.GetUtcNow()) is not { } noticed)
        {
            Log.Unknown(log, connector, order);
            return true;
        }

        // Whoever has it in hand may have heard an earlier word, and end it by that: then the no is to come again.
        return !(noticed.IsInHand && isPaid is false);
    }

    static partial class Log
    {
        [LoggerMessage(180, LogLevel.Warning,
            "What {Connector} was told of order {Order} could not be looked up: it is to come again")]
        public static partial void Unheard(ILogger log, ConnectorName connector, PayoutOrderId order, Exception e);

        [LoggerMessage(181, LogLevel.Information,
            "{Connector} was told of order {Order}, and was given none under that: nothing is done")]
        public static partial void Unknown(ILogger log, ConnectorName connector, PayoutOrderId order);
    }
}
