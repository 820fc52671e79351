using System.CommandLine;
using Periksa.Operators;
using Periksa.Operators.Disbursements;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa remark list|refund|settle</c>: deals with disbursements of which their banks say otherwise than
/// they have ended.</summary>
static class RemarkVerb
{
    static readonly Option<bool> Json = Given.Json();

    static readonly Argument<long> Id = new("ID") { Description = "The remark's, as list shows it." };

    static readonly Option<string> Done = new("--reason")
    {
        Description = "What was done about it, for the audit trail.",
        HelpName = "TEXT",
        Required = true,
    };

    static readonly Option<string> Known = new("--reason")
    {
        Description = "What is known and from whom, for the audit trail.",
        HelpName = "TEXT",
        DefaultValueFactory = _ => "the bank says that the money came back",
    };

    public static Command Verb() => new("remark", "Deals with what banks say against the ends of disbursements.")
    {
        new Command("list", "Prints what nobody has dealt with.") { Json }
            .Does(List)
            .WithExamples("periksa remark list", "periksa remark list --json"),
        new Command("refund", "Gives the account its money back for what was paid and came back, and tells its caller.")
            {
                Id, Known, Json,
            }
            .Does(Refund)
            .WithExamples("periksa remark refund 12 --reason 'SingaPay, ticket 4711: it came back'"),
        new Command("settle", "Says that a remark is dealt with, and moves nothing.") { Id, Done, Json }
            .Does(Settle)
            .WithExamples("periksa remark settle 12 --reason 'toko-maju has paid it back, deposit 77'"),
    };

    static async Task List(ParseResult given, CancellationToken interrupted)
    {
        await using var desk = await Desk.Open(interrupted, isQuiet: given.GetValue(Json));
        var page = await new RemarkAdministration(desk.Database.Source).List(interrupted);
        if (given.GetValue(Json))
        {
            JsonOutput.Write(page, OperatorsJson.Plain.PageOpenRemarkEntry);
            return;
        }

        if (page.Data.Count == 0)
            Console.WriteLine("No bank contradicts an end that nobody has dealt with.");

        foreach (var one in page.Data)
        {
            Console.WriteLine(
                $"{one.Id}  {Table.Moment(one.At)}  {one.Connector}  {one.Account} {one.Reference}  "
                + $"Rp {new Money(one.Gross, Currency.Idr)}  is {one.State} here, the bank says "
                + $"{(one.IsPaid ? "paid" : "not paid")}: {one.Says}");
        }
    }

    static async Task Settle(ParseResult given, CancellationToken interrupted)
    {
        await using var desk = await Desk.Open(interrupted, isQuiet: given.GetValue(Json));
        var settled = (await new RemarkAdministration(desk.Database.Source).Settle(
            Desk.Actor, given.GetValue(Id), given.GetValue(Done)!)).OrRefuse();
        if (given.GetValue(Json))
            JsonOutput.Write(settled, OperatorsJson.Plain.OpenRemarkEntry);
        else
            Console.WriteLine($"Remark {settled.Id} is dealt with.");
    }

    static async Task Refund(ParseResult given, CancellationToken interrupted)
    {
        await using var desk = await Desk.Open(interrupted, isQuiet: given.GetValue(Json));
        var clock = await desk.Clock();
        await using var words = await CallerWords.Open(desk.Database, desk.Seals(), clock, interrupted);
        var disbursements = new DisbursementAdministration(
            desk.Database.Source, words.Composer, desk.Payouts, clock);
        var refunded = (await new RemarkAdministration(desk.Database.Source).Refund(
            Desk.Actor, disbursements, given.GetValue(Id), given.GetValue(Known)!)).OrRefuse();
        if (given.GetValue(Json))
        {
            JsonOutput.Write(refunded, OperatorsJson.Plain.DisbursementEntry);
            return;
        }

        var gross = new Money(refunded.Net + refunded.Fee, Currency.Idr);
        Console.WriteLine($"{refunded.Account} has Rp {gross} of {refunded.Reference} back.");
    }
}
