using System.CommandLine;
using Periksa.Operators;
using Periksa.Operators.Disbursements;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa disbursement list|show|ask|settle|refund|cancel</c>: what was sent and where it is, and an
/// operator's word about it.</summary>
static class DisbursementVerb
{
    static readonly Option<bool> Reveal = new("--reveal")
    {
        Description = "Shows whom money goes to; the audit trail tells of it.",
    };

    static readonly Argument<string> Id = new("ID")
    {
        Description = "The disbursement's id or its transaction id, as list shows it.",
    };

    static readonly Option<string> Why = new("--reason")
    {
        Description = "What is known and from whom, for the audit trail.",
        HelpName = "TEXT",
        Required = true,
    };

    public static Command Verb() => new("disbursement", "Shows what was sent, and ends it by an operator's word.")
    {
        List(), Show(),
        Word("settle", "Says that the bank has paid.", (all, id, why) => all.Settle(Desk.Actor, id, why))
            .WithExamples("periksa disbursement settle 019ad6d5-… --reason 'SingaPay, ticket 4711: it was paid'"),
        Word("refund", "Gives the account its money back, of what was not paid and never will be, or came back.",
                (all, id, why) => all.Refund(Desk.Actor, id, why))
            .WithExamples("periksa disbursement refund 019ad6d5-… --reason 'SingaPay, ticket 4711: was not paid'"),
        Word("cancel", "Calls off what was surely never sent.", (all, id, why) => all.Cancel(Desk.Actor, id, why))
            .WithExamples("periksa disbursement cancel 019ad6d5-… --reason 'asked for by toko-maju'"),
        Ask(),
    };

    static Command Ask()
    {
        var why = Given.Reason();
        return new Command("ask", "Has its bank asked now what became of it, by whichever host is free.") { Id, why }
            .Asks(
                OperatorsJson.Plain.DisbursementEntry,
                async (desk, given, _) => await new DisbursementAsking(
                    desk.Database.Source, desk.Payouts, await desk.Clock())
                    .Ask(Desk.Actor, given.GetValue(Id)!, given.GetValue(why)).OrRefuse(),
                asked => Console.WriteLine(
                    $"The hosts ask about {asked.Account} {asked.Reference} now: in a few seconds "
                    + $"'periksa disbursement show {asked.Id}' tells what they heard."))
            .WithExamples("periksa disbursement ask 019ad6d5-5c1e-7a3b-9d4e-2f60718293a4");
    }

    static Command List()
    {
        var state = Given.Text(
            "--state", "STATE", "open, initiated, paying, pending, success, failed, canceled, refunded.");
        var partner = Given.Text("--partner", "ID", "Whose money it is.");
        var reference = Given.Text("--reference", "TEXT", "What its caller called it, or one of our ids for it.");
        var from = Given.Text(
            "--from", "'YYYY-MM-DD HH:MM'", "Only from then on, in WIB; usually the day before --to.");
        var to = Given.Text("--to", "'YYYY-MM-DD HH:MM'", "Only before then, in WIB.");
        var (limit, after) = (Given.Limit(), Given.After());
        return new Command("list", "Prints disbursements, newest first.")
            {
                state, partner, reference, from, to, limit, after, Reveal,
            }
            .Asks(
                OperatorsJson.Plain.PageDisbursementEntry,
                async (desk, given, interrupted) => await (await Of(desk)).List(
                    Desk.Actor, Read(given), given.GetValue(Reveal), interrupted).OrRefuse(),
                page => Table.Write(page, "There is none of these.", Heads, Row))
            .WithExamples(
                "periksa disbursement list --state open",
                "periksa disbursement list --reference PAY-2026-0001",
                "periksa disbursement list --partner toko-maju --from 2026-12-20 --to 2026-12-24 --json");

        DisbursementWish Read(ParseResult given) => new()
        {
            State = given.GetValue(state),
            Partner = given.GetValue(partner),
            Reference = given.GetValue(reference),
            From = Given.MomentOf(given, from),
            To = Given.MomentOf(given, to),
            Cursor = given.GetValue(after),
            Limit = given.GetValue(limit),
        };
    }

    static Command Show() => new Command("show", "Prints a disbursement, its steps, and what was said of it.")
        {
            Id, Reveal,
        }
        .Asks(
            OperatorsJson.Plain.DisbursementStory,
            async (desk, given, interrupted) => await (await Of(desk)).Show(
                Desk.Actor, given.GetValue(Id)!, given.GetValue(Reveal), interrupted).OrRefuse(),
            Print)
        .WithExamples("periksa disbursement show 019ad6d5-5c1e-7a3b-9d4e-2f60718293a4");

    static Command Word(
        string word, string description,
        Func<DisbursementAdministration, string, string, Task<Outcome<DisbursementEntry>>> say) =>
        new Command(word, description) { Id, Why }
            .Asks(
                OperatorsJson.Plain.DisbursementEntry,
                async (desk, given, interrupted) =>
                {
                    var clock = await desk.Clock();
                    await using var words = await CallerWords.Open(desk.Database, desk.Seals(), clock, interrupted);
                    var all = new DisbursementAdministration(desk.Database.Source, words.Composer, desk.Payouts, clock);
                    return await say(all, given.GetValue(Id)!, given.GetValue(Why)!).OrRefuse();
                },
                ended => Console.WriteLine($"{ended.Account} {ended.Reference} is {ended.State}."));

    static async Task<DisbursementSearch> Of(Desk desk) =>
        new(desk.Database.Source, CallbackVerb.Of(desk), desk.Payouts, await desk.Clock());

    static readonly string[] Heads =
        ["id", "at", "partner", "account", "reference", "to", "net (Rp)", "fee (Rp)", "state", "given to"];

    static string?[] Row(DisbursementEntry one) =>
    [
        $"{one.Id}", Table.Moment(one.PostedAt), one.Partner, one.Account, one.Reference,
        $"{one.Bank} {one.Number} {one.HolderName}".TrimEnd(), TermVerbs.Rupiah(one.Net), TermVerbs.Rupiah(one.Fee),
        one.State, one.Connector,
    ];

    static void Print(DisbursementStory story)
    {
        Table.Write(Heads, [Row(story.Disbursement)]);
        Table.WriteFields(("its bank's name for it", story.Disbursement.OrderId));
        Console.WriteLine();
        Table.Write(
            ["at", "state", "because"],
            story.Steps.Select(step => new[] { Table.Moment(step.At), step.State, step.Reason }));
        if (story.Open is { } open)
        {
            Console.WriteLine();
            Table.WriteFields(
                ("may have been sent", open.MayHaveBeenSent ? "yes" : "no"),
                ("times told or asked", FormattableString.Invariant($"{open.Times}")),
                ("last asked about", Table.Moment(open.AskedAt) ?? "never"),
                ("gone on with", open.IsInHand ? "at this moment" : Table.Moment(open.DueAt)));
        }

        foreach (var told in story.Callbacks)
        {
            Console.WriteLine($"\nCallback {told.Id} to {told.Credential}, {told.State} after {told.Attempts.Count} "
                + $"attempts{(told.Body is { } body ? $": {body}" : "")}");
        }

        foreach (var remark in story.Remarks)
        {
            Console.WriteLine($"\nRemark {remark.Id} at {Table.Moment(remark.At)}: while it was {remark.State}, its "
                + $"bank said {(remark.IsPaid ? "paid" : "not paid")} ({remark.Reason}); "
                + (remark.DealtWith is { } done ? $"dealt with: {done}" : "see 'periksa remark list'"));
        }
    }
}
