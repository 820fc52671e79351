using Microsoft.Extensions.Logging;

namespace Periksa.Inquiries.Routing;

/// <summary>Asks a second provider beside one that is slower than it usually is, where what that may cost is
/// allowed.</summary>
public sealed partial class Hedge(
    RouteTable table, RouteHealth health, RouteAsker asker, TwoHolders holders, ILogger<Hedge> log)
{
    /// <summary>The route that may be asked beside another: the next that is another provider's.</summary>
    public IRoute? Beside(IRoute first, IEnumerable<IRoute> next, BankQuestion question)
    {
        if (table.ExtrasOf(question.Account, question.IsVirtualAccount).Hedge is not { } most)
            return null;

        var provider = table.Terms(first.Name).Provider;
        return next.FirstOrDefault(route =>
            route.Late is LateMode.None   // what it says later would be nobody's
            && table.Terms(route.Name) is var terms && terms.Provider != provider && terms.Prices.Highest <= most);
    }

    /// <summary>Asks the first, and from the time by which most of its answers have come also the second. The first
    /// final answer counts; what both say is compared.</summary>
    /// <returns><c>null</c> where the first may not be asked.</returns>
    public async Task<BankReply?> Ask(IRoute first, IRoute second, BankQuestion question, CancellationToken cancel)
    {
        if (health.Slow(first.Name, question.Account.BankCode) is not { } slow)
            return await asker.Ask(first, question, StepKind.Asked, cancel);

        // Each has its own budget and is heard to its end: it is paid for.
        var one = asker.Ask(first, question, StepKind.Asked, CancellationToken.None);
        if (await IsThere(one, slow, cancel))
            return await one;

        var other = AskBeside(second, question);
        try
        {
            return await Quicker(first, one, second, other, question, cancel);
        }
        catch (Exception)
        {
            _ = HearOut(first, one, second, other, question);
            throw;
        }
    }

    // It is a help, and no more than that.
    async Task<BankReply?> AskBeside(IRoute second, BankQuestion question)
    {
        try
        {
            return await asker.Ask(second, question, StepKind.Hedged, CancellationToken.None);
        }
        catch (Exception e)
        {
            Log.NotHeard(log, e, question.Id);
            return null;
        }
    }

    async Task<BankReply?> Quicker(
        IRoute first,
        Task<BankReply?> one,
        IRoute second,
        Task<BankReply?> other,
        BankQuestion question,
        CancellationToken cancel)
    {
        var quicker = await Task.WhenAny(one, other).WaitAsync(cancel);
        var slower = quicker == one ? other : one;
        if (!IsFinal(await quicker, question))
        {
            if (IsFinal(await slower.WaitAsync(cancel), question))
                return await slower;

            // What the second may have taken outlives that the first took nothing.
            return await one is null or BankReply.NotAsked && await other is { } taken and not BankReply.NotAsked
                ? taken
                : await one;
        }

        if (slower.IsCompleted)
        {
            return await Agree(first, await one, second, await other, question)
                ? await quicker
                : new BankReply.Unclear { IsDisputed = true };
        }

        _ = HearOut(first, one, second, other, question);
        return await quicker;
    }

    // The caller has its answer by then.
    async Task HearOut(
        IRoute first, Task<BankReply?> one, IRoute second, Task<BankReply?> other, BankQuestion question)
    {
        try
        {
            await Task.WhenAll(one, other);
            await Agree(first, await one, second, await other, question);
            foreach (var step in question.Trail.Steps)
            {
                if (step.IsQuestion && question.Note is { } note)
                    await note(step);
            }
        }
        catch (Exception e)
        {
            Log.NotHeard(log, e, question.Id);
        }
    }

    async Task<bool> Agree(IRoute first, BankReply? one, IRoute second, BankReply? other, BankQuestion question) =>
        one is null || other is null || await holders.Agree(first.Name, one, second.Name, other, question);

    static bool IsFinal(BankReply? reply, BankQuestion question) =>
        reply?.To(question.Account) is BankReply.Found or BankReply.NotFound;

    static async Task<bool> IsThere(Task question, TimeSpan within, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var waited = await Task.WhenAny(question, Task.Delay(within, stop.Token));
        await stop.CancelAsync();
        cancel.ThrowIfCancellationRequested();
        return waited == question;
    }

    static partial class Log
    {
        [LoggerMessage(172, LogLevel.Warning, "What a second provider said about inquiry {Id} could not be kept")]
        public static partial void NotHeard(ILogger log, Exception e, InquiryId id);
    }
}
