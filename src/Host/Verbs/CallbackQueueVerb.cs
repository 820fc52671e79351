using System.CommandLine;
using Periksa.Operators;
using Periksa.Operators.Messages;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa callback queues</c>: what waits behind what.</summary>
static class CallbackQueueVerb
{
    public static Command Verb()
    {
        var limit = Given.Limit();
        return new Command(
            "queues", "Prints callbacks that wait for each other, by bill or disbursement, the longest queues first.")
            {
                limit,
            }
            .Asks(
                OperatorsJson.Plain.PageQueuedCallbacks,
                (desk, given, interrupted) => new CallbackQueues(desk.Database.Source)
                    .List(given.GetValue(limit), interrupted).OrRefuse(),
                page => Table.Write(
                    page,
                    "Nothing waits.",
                    ["about", "dialect", "credential", "waiting", "since", "next at", "attempts"],
                    one =>
                    [
                        $"{one.Key}", one.Dialect, one.Credential, FormattableString.Invariant($"{one.Count}"),
                        Table.Moment(one.Since), Table.Moment(one.NextAt),
                        FormattableString.Invariant($"{one.Attempts}"),
                    ]))
            .WithExamples("periksa callback queues --limit 10");
    }
}
