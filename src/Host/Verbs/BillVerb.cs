using System.CommandLine;
using Periksa.Operators;
using Periksa.Operators.Bills;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa bill find|show|void</c>: what is owed to billers, and what was paid.</summary>
static class BillVerb
{
    static readonly Option<bool> Json = Given.Json();

    static readonly Option<bool> Reveal = new("--reveal")
    {
        Description = "Shows virtual accounts and payers; the audit trail tells of it.",
    };

    static readonly Argument<string> Hash = new("HASH") { Description = "The bill's hash, as find shows it." };

    public static Command Verb() => new("bill", "Finds bills, and tells what was paid on them.")
    {
        Find(), Show(), Void(),
    };

    static Command Find()
    {
        var account = Text("--va", "NUMBER", "Its virtual account, sixteen digits.");
        var invoice = Text("--invoice", "TEXT", "Its biller's own name for it.");
        var reference = Text("--reference", "TEXT", "A payment's: IPG's ref_id, SNAP's paymentRequestId.");
        var partner = Text("--partner", "ID", "Its biller.");
        var (limit, after) = (Given.Limit(), Given.After());
        return new Command("find", "Prints bills, newest first, without virtual accounts and payers.")
            {
                account, invoice, reference, partner, limit, after, Reveal, Json,
            }
            .Does(async (given, interrupted) =>
            {
                var wish = new BillWish
                {
                    VaNumber = given.GetValue(account),
                    InvoiceNumber = given.GetValue(invoice),
                    Reference = given.GetValue(reference),
                    Partner = given.GetValue(partner),
                    Cursor = given.GetValue(after),
                    Limit = given.GetValue(limit),
                };
                await using var desk = await Desk.Open(interrupted, isQuiet: given.GetValue(Json));
                var bills = await Of(desk);
                var page = (await bills.Find(Desk.Actor, wish, given.GetValue(Reveal), interrupted)).OrRefuse();
                if (given.GetValue(Json))
                    JsonOutput.Write(page, OperatorsJson.Plain.PageBillEntry);
                else
                    Print(page);
            })
            .WithExamples("periksa bill find --va 8673021234567890", "periksa bill find --reference 20261224-000017");
    }

    static Command Show() => new Command("show", "Prints a bill, its payments, and the requests that paid it.")
        {
            Hash, Reveal, Json,
        }
        .Does(async (given, interrupted) =>
        {
            await using var desk = await Desk.Open(interrupted, isQuiet: given.GetValue(Json));
            var bills = await Of(desk);
            var story = (await bills.Show(
                Desk.Actor, given.GetValue(Hash)!, given.GetValue(Reveal), interrupted)).OrRefuse();
            if (given.GetValue(Json))
                JsonOutput.Write(story, OperatorsJson.Plain.BillStory);
            else
                Print(story);
        })
        .WithExamples("periksa bill show x24da1dF");

    static Command Void()
    {
        var why = Given.Reason();
        return new Command("void", "Revokes a bill that is not paid, as its biller does.") { Hash, why, Json }
            .Does(async (given, interrupted) =>
            {
                await using var desk = await Desk.Open(interrupted, isQuiet: given.GetValue(Json));
                var bills = await Of(desk);
                var revoked = (await bills.Void(Desk.Actor, given.GetValue(Hash)!, given.GetValue(why))).OrRefuse();
                if (given.GetValue(Json))
                    JsonOutput.Write(revoked, OperatorsJson.Plain.BillEntry);
                else
                    Console.WriteLine($"{revoked.Hash} of {revoked.Biller} is {revoked.Status}.");
            })
            .WithExamples("periksa bill void x24da1dF --reason 'made twice'");
    }

    static async Task<BillSearch> Of(Desk desk) => new(desk.Database.Source, await desk.Clock());

    static Option<string?> Text(string name, string what, string description) =>
        new(name) { Description = description, HelpName = what };

    static void Print(Page<BillEntry> page)
    {
        if (page.Data.Count == 0)
            Console.WriteLine("There is none of these.");
        else
            Print(page.Data);

        if (page.NextCursor is { } cursor)
            Console.WriteLine($"There are more: --after {cursor}");
    }

    static void Print(IEnumerable<BillEntry> all) => Table.Write(
        [
            "hash", "biller", "virtual account", "payer", "invoice", "type", "total (Rp)", "paid (Rp)", "status",
            "made at",
        ],
        all.Select(one => new[]
        {
            one.Hash, one.Biller, one.VaNumber, one.CustomerName, one.InvoiceNumber, one.Type,
            TermVerbs.Rupiah(one.Total), TermVerbs.Rupiah(one.Paid), one.Status, Table.Moment(one.CreatedAt),
        }));

    static void Print(BillStory story)
    {
        Print([story.Bill]);
        Console.WriteLine();
        Table.Write(
            ["payment", "channel", "reference", "amount (Rp)", "of", "taken at", "taken back at"],
            story.Payments.Select(one => new[]
            {
                $"{one.Id}", one.Channel, one.Reference, TermVerbs.Rupiah(one.Amount), Table.Moment(one.TransactionAt),
                Table.Moment(one.At), Table.Moment(one.ReversedAt),
            }));
        if (story.Requests.Count == 0)
            return;

        Console.WriteLine();
        Table.Write(
            ["request", "bank", "external id", "amount (Rp)", "bank's own number", "at"],
            story.Requests.Select(one => new[]
            {
                one.RequestId, one.Bank, one.ExternalId, TermVerbs.Rupiah(one.Amount), one.BankReference,
                Table.Moment(one.At),
            }));
    }
}
