using System.CommandLine;
using Periksa.Operators;
using Periksa.Operators.Sessions;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa lock list|end</c>: who has locked what hosts write.</summary>
static class LockVerb
{
    static readonly Option<bool> Json = Given.Json();

    public static Command Verb() => new("lock", "Shows who has locked rows that hosts need, and ends it.")
    {
        List(), End(),
    };

    static Command List() =>
        new Command("list", "Prints sessions on the database, none of them ours, that have locked something.") { Json }
            .Does(async (given, interrupted) =>
            {
                await using var desk = await Desk.Open(interrupted, isQuiet: given.GetValue(Json));
                var page = await new SessionAdministration(desk.Database.Source).List(interrupted);
                if (given.GetValue(Json))
                    JsonOutput.Write(page, OperatorsJson.Plain.PageSessionEntry);
                else if (page.Data.Count == 0)
                    Console.WriteLine("Nobody but the hosts has locked anything.");
                else
                    Print(page.Data);
            })
            .WithExamples("periksa lock list");

    static Command End()
    {
        var pid = new Argument<int>("PID") { Description = "The session's number, as 'periksa lock list' shows it." };
        var reason = Given.Reason();
        reason.Required = true;
        return new Command("end", "Ends a session. What it has not committed is undone.") { pid, Json, reason }
            .Does(async (given, interrupted) =>
            {
                await using var desk = await Desk.Open(interrupted, isQuiet: given.GetValue(Json));
                var ended = (await new SessionAdministration(desk.Database.Source).End(
                    Desk.Actor, given.GetValue(pid), given.GetValue(reason)!)).OrRefuse();
                if (given.GetValue(Json))
                    JsonOutput.Write(ended, OperatorsJson.Plain.SessionEntry);
                else
                    Console.WriteLine($"Session {ended.Pid} of {ended.Role} is ended.");
            })
            .WithExamples("periksa lock end 3876 --reason 'an open psql; ayu knows'");
    }

    static void Print(IReadOnlyList<SessionEntry> all) => Table.Write(
        ["pid", "role", "program", "since", "state", "waiting", "locks"],
        all.Select(one => new[]
        {
            FormattableString.Invariant($"{one.Pid}"), one.Role, one.Program, Table.Moment(one.Since), one.State,
            FormattableString.Invariant($"{one.Waiting}"), one.Locks,
        }));
}
