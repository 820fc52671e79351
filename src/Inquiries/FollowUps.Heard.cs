using Microsoft.Extensions.Logging;

namespace Periksa.Inquiries;

/// <summary>What providers call back with.</summary>
public sealed partial class FollowUps
{
    /// <summary>Closes an inquiry with what a provider has called back with, whichever host asked.</summary>
    /// <param name="route">Whose provider it is: it has a word about nothing that it was not asked.</param>
    /// <returns>False where it is to come again: there is no room to write it down now, or the id that alone it names
    /// is not written down yet. What is not open any more, is another's, or is no final word, needs nothing.</returns>
    public async Task<bool> Hear(RouteName route, ProviderCallback callback, CancellationToken cancel)
    {
        if (callback.Reply is not { } reply)
            return true;

        if (callback.Inquiry is { } id)
            return await open.Find(id, cancel) is not { } one || await Hear(route, one, callback.ProviderId, reply);

        if (callback.ProviderId is not { } theirs)
            return true;

        var named = await open.Find(route, theirs, cancel);
        if (named is [])
            Log.Unknown(log, route, theirs);

        var heard = await Task.WhenAll(named.Select(one => Hear(route, one, theirs, reply)));
        return heard is not [] && !heard.Contains(false);
    }

    // An id beside ours that is not the one that was kept says that it is about something else.
    async Task<bool> Hear(RouteName route, OpenInquiry inquiry, string? providerId, BankReply reply)
    {
        if (inquiry.Route != route
            || (inquiry.ProviderId is { } kept && providerId is { } named && kept != named))
        {
            return true;
        }

        var finding = await bankLookups.Hear(bankLookups.Question(inquiry), route, reply);
        return !finding.IsFinal || await Close(inquiry, finding);
    }

    static partial class Log
    {
        [LoggerMessage(156, LogLevel.Information,
            "A callback of {Route} names {ProviderId} alone, which no open inquiry has: it is to come again")]
        public static partial void Unknown(ILogger log, RouteName route, string providerId);
    }
}
