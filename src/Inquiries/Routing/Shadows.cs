using Microsoft.Extensions.Logging;

namespace Periksa.Inquiries.Routing;

/// <summary>Asks another provider after the caller has its answer, for some of the questions, and tells whether it says
/// the same.</summary>
public sealed partial class Shadows(
    RouteTable table, RouteChoice choice, RouteAsker asker, TwoHolders holders, ILogger<Shadows> log)
{
    // What is more than that is left out: it is a sample anyway.
    const int AtOnce = 64;

    int _underWay;

    /// <summary>Begins with it, where the rule says so. It does not wait.</summary>
    public void Begin(BankQuestion question, BankReply answer)
    {
        if (RouteFor(question) is not { } route)
            return;

        if (Interlocked.Increment(ref _underWay) <= AtOnce)
            _ = Task.Run(() => Compare(route, question, answer));
        else
            Interlocked.Decrement(ref _underWay);
    }

    IRoute? RouteFor(BankQuestion question)
    {
        var extras = table.ExtrasOf(question.Account, question.IsVirtualAccount);
        return extras.Shadow is { } name
            && Random.Shared.Next(100) < extras.ShadowPercent
            && question.Trail.Steps.All(step => step.Route != name)
            && choice.WhyNot(name, question.Account.BankCode) is null
                ? table.Find(name)
                : null;
    }

    async Task Compare(IRoute route, BankQuestion question, BankReply answer)
    {
        try
        {
            var reply = await asker.Ask(route, question, StepKind.Shadow, CancellationToken.None);
            if (reply is null)
                return;

            var answered = question.Trail.Steps.First(step => step.IsQuestion).Route;
            var verdict = await Agree(answered, answer, route.Name, reply, question);
            RouteMetrics.CountShadow(route.Name, verdict);
            if (question.Note is { } note)
            {
                var step = verdict is { } agrees
                    ? question.Trail.Compare(route.Name, agrees)
                    : question.Trail.Steps.First(one => one.Route == route.Name);
                await note(step);
            }
        }
        catch (Exception e)
        {
            Log.NotCompared(log, e, route.Name.Value, question.Id);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    // What is no answer says nothing either way.
    async Task<bool?> Agree(RouteName one, BankReply answer, RouteName other, BankReply reply, BankQuestion question)
    {
        var (first, second) = (answer.To(question.Account), reply.To(question.Account));
        return (first, second) switch
        {
            (BankReply.Found, BankReply.Found) => await holders.Agree(one, answer, other, reply, question),
            (BankReply.NotFound, BankReply.NotFound) => true,
            (BankReply.Found, BankReply.NotFound) or (BankReply.NotFound, BankReply.Found) => false,
            _ => null,
        };
    }

    static partial class Log
    {
        [LoggerMessage(168, LogLevel.Warning, "{Route} could not be compared about inquiry {Id}")]
        public static partial void NotCompared(ILogger log, Exception e, string route, InquiryId id);
    }
}
