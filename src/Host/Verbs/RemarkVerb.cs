using System.CommandLine;
using Periksa.Operators;
using Periksa.Operators.Disbursements;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa remark list|refund|settle</c>: deals with disbursements of which their banks say otherwise than
/// they have ended.</summary>
static class RemarkVerb
{
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
        List(), Refund(), Settle(),
    };

    static Command List() => new Command("list", "Prints what nobody has dealt with.")
        .Asks(
            OperatorsJson.Plain.PageOpenRemarkEntry,
            (desk, _, interrupted) => new RemarkAdministration(desk.Database.Source).List(interrupted),
            Print)
        .WithExamples("periksa remark list", "periksa remark list --json");

    static Command Refund() =>
        new Command("refund", "Gives the account its money back for what was paid and came back, and tells its caller.")
            {
                Id, Known,
            }
            .Asks(
                OperatorsJson.Plain.DisbursementEntry,
                async (desk, given, interrupted) =>
                {
                    var clock = await desk.Clock();
                    await using var words = await CallerWords.Open(desk.Database, desk.Seals(), clock, interrupted);
                    var disbursements = new DisbursementAdministration(
                        desk.Database.Source, words.Composer, desk.Payouts, clock);
                    return await new RemarkAdministration(desk.Database.Source).Refund(
                        Desk.Actor, disbursements, given.GetValue(Id), given.GetValue(Known)!).OrRefuse();
                },
                refunded => Console.WriteLine(
                    $"{refunded.Account} has Rp {new Money(refunded.Net + refunded.Fee, Currency.Idr)} of "
                    + $"{refunded.Reference} back."))
            .WithExamples("periksa remark refund 12 --reason 'SingaPay, ticket 4711: it came back'");

    static Command Settle() =>
        new Command("settle", "Says that a remark is dealt with, and moves nothing.") { Id, Done }
            .Asks(
                OperatorsJson.Plain.OpenRemarkEntry,
                (desk, given, _) => new RemarkAdministration(desk.Database.Source).Settle(
                    Desk.Actor, given.GetValue(Id), given.GetValue(Done)!).OrRefuse(),
                settled => Console.WriteLine($"Remark {settled.Id} is dealt with."))
            .WithExamples("periksa remark settle 12 --reason 'toko-maju has paid it back, deposit 77'");

    static void Print(Page<OpenRemarkEntry> page)
    {
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
}
