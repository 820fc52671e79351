using System.CommandLine;
using Periksa.Operators;
using Periksa.Operators.Sessions;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa lock list|end</c>: who has locked what hosts write.</summary>
static class LockVerb
{
    public static Command Verb() => new("lock", "Shows who has locked rows that hosts need, and ends it.")
    {
        List(), End(),
    };

    static Command List() =>
        new Command("list", "Prints sessions on the database, none of them ours, that have locked something.")
            .Asks(
                OperatorsJson.Plain.PageSessionEntry,
                (desk, _, interrupted) => new SessionAdministration(desk.Database.Source).List(interrupted),
                Print)
            .WithExamples("periksa lock list");

    static Command End()
    {
        var pid = new Argument<int>("PID") { Description = "The session's number, as 'periksa lock list' shows it." };
        var reason = Given.Reason();
        reason.Required = true;
        return new Command("end", "Ends a session. What it has not committed is undone.") { pid, reason }
            .Asks(
                OperatorsJson.Plain.SessionEntry,
                (desk, given, _) => new SessionAdministration(desk.Database.Source)
                    .End(Desk.Actor, given.GetValue(pid), given.GetValue(reason)!).OrRefuse(),
                ended => Console.WriteLine($"Session {ended.Pid} of {ended.Role} is ended."))
            .WithExamples("periksa lock end 3876 --reason 'an open psql; ayu knows'");
    }

    static void Print(Page<SessionEntry> page) => Table.Write(
        page,
        "Nobody but the hosts has locked anything.",
        ["pid", "role", "program", "since", "state", "waiting", "locks"],
        one =>
        [
            FormattableString.Invariant($"{one.Pid}"), one.Role, one.Program, Table.Moment(one.Since), one.State,
            FormattableString.Invariant($"{one.Waiting}"), one.Locks,
        ]);
}
