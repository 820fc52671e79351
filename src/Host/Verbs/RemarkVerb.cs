using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Disbursements;
using Periksa.Postgres;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa remark list|refund|settle</c>: deals with disbursements of which their banks say otherwise than
/// they have ended.</summary>
static class RemarkVerb
{
    static readonly Argument<long> Id = new("ID") { Description = "The remark's, as list shows it." };

    static readonly Option<string> Reason = new("--reason")
    {
        Description = "What was done about it, for the others.",
        HelpName = "TEXT",
        Required = true,
    };

    public static Command Verb() => new("remark", "Deals with what banks say against the ends of disbursements.")
    {
        new Command("list", "Prints what nobody has dealt with.").Does((_, interrupted) => Print(interrupted)),
        new Command("refund", "Gives the account its money back for what was paid and came back, and tells its caller.")
            {
                Id,
            }
            .Does((given, interrupted) => Refund(given.GetValue(Id), interrupted)),
        new Command("settle", "Says that a remark is dealt with, and moves nothing.") { Id, Reason }
            .Does((given, interrupted) => Settle(given.GetValue(Id), given.GetValue(Reason)!, interrupted)),
    };

    static async Task Print(CancellationToken interrupted)
    {
        await using var database = await Savings.Beside(interrupted);
        var all = await new DisbursementRemarks(database.Source).List(interrupted);
        if (all.Count == 0)
            Console.WriteLine("No bank contradicts an end that nobody has dealt with.");

        foreach (var one in all)
        {
            Console.WriteLine(
                $"{one.Id}  {one.At:yyyy-MM-dd HH:mm:ss}Z  {one.Connector}  {one.Account} {one.Reference}  "
                + $"Rp {new Money(one.Gross, Currency.Idr)}  is {one.Status} here, the bank says "
                + $"{(one.IsPaid ? "paid" : "not paid")}: {one.Reason}");
        }
    }

    static async Task Settle(long id, string reason, CancellationToken interrupted)
    {
        await using var database = await Savings.Beside(interrupted, isOnlyRead: false);
        await Find(database, id, interrupted);
        await new DisbursementRemarks(database.Source).Settle(id, reason, $"cli:{Environment.UserName}");
        Console.WriteLine($"Remark {id} is dealt with.");
    }

    static async Task Refund(long id, CancellationToken interrupted)
    {
        var settings = Settings.Builder().Configuration;
        await using var database = await Savings.Beside(interrupted, isOnlyRead: false);
        var remark = await Find(database, id, interrupted);
        if (remark.IsPaid)
        {
            throw new SettingsException(
                $"The bank says that it has paid {remark.Reference}, and the account has its money back already: "
                + "settle with the partner, and then the remark.");
        }

        var seals = Settings.MasterKeys(settings, Settings.Mode(settings));
        await using var words = await CallerWords.Open(database, seals, TimeProvider.System, interrupted);
        var books = new DisbursementStore(database.Source, database.Reads, NullLogger<DisbursementStore>.Instance);
        await books.StartAsync(interrupted);
        var reversals = new Reversals(books, words.Composer, TimeProvider.System);
        var isRefunded = await reversals.Refund(new(remark.Account), new(remark.Reference));
        await books.StopAsync(CancellationToken.None);
        if (isRefunded is not true)
        {
            throw new SettingsException(
                $"Somebody was quicker: see what became of {remark.Reference}, and list again.");
        }

        Console.WriteLine(
            $"{remark.Account} has Rp {new Money(remark.Gross, Currency.Idr)} of {remark.Reference} back.");
    }

    static async Task<OpenRemark> Find(Database database, long id, CancellationToken interrupted) =>
        (await new DisbursementRemarks(database.Source).List(interrupted)).FirstOrDefault(one => one.Id == id)
        ?? throw new SettingsException(
            $"There is no remark {id} that nobody has dealt with: 'periksa remark list' shows them.");
}
