using System.CommandLine;
using Periksa.Operators;
using Periksa.Operators.Bills;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa bill find|show|void|forget</c>: what is owed to billers, and what was paid.</summary>
static class BillVerb
{
    static readonly Option<bool> Reveal = new("--reveal")
    {
        Description = "Shows virtual accounts and payers; the audit trail tells of it.",
    };

    static readonly Argument<string> Hash = new("HASH") { Description = "The bill's hash, as find shows it." };

    public static Command Verb() => new("bill", "Finds bills, tells what was paid on them, and forgets them.")
    {
        Find(), Show(), Void(), BillForgetVerb.Verb(),
    };

    static Command Find()
    {
        var account = Given.Text("--va", "NUMBER", "Its virtual account, sixteen digits.");
        var invoice = Given.Text("--invoice", "TEXT", "Its biller's own name for it.");
        var reference = Given.Text(
            "--reference", "TEXT", "Whatever its channel, its bank, its biller or we call it, or a payment of it.");
        var partner = Given.Text("--partner", "ID", "Its biller.");
        var (limit, after) = (Given.Limit(), Given.After());
        return new Command("find", "Prints bills, newest first, without virtual accounts and payers.")
            {
                account, invoice, reference, partner, limit, after, Reveal,
            }
            .Asks(
                OperatorsJson.Plain.PageBillEntry,
                async (desk, given, interrupted) => await (await Of(desk)).Find(
                    Desk.Actor, Read(given), given.GetValue(Reveal), interrupted).OrRefuse(),
                page => Table.Write(page, "There is none of these.", Heads, Row))
            .WithExamples("periksa bill find --va 8673021234567890", "periksa bill find --reference 20261224-000017");

        BillWish Read(ParseResult given) => new()
        {
            VaNumber = given.GetValue(account),
            InvoiceNumber = given.GetValue(invoice),
            Reference = given.GetValue(reference),
            Partner = given.GetValue(partner),
            Cursor = given.GetValue(after),
            Limit = given.GetValue(limit),
        };
    }

    static Command Show() => new Command("show", "Prints a bill, its payments, and the requests that paid it.")
        {
            Hash, Reveal,
        }
        .Asks(
            OperatorsJson.Plain.BillStory,
            async (desk, given, interrupted) => await (await Of(desk)).Show(
                Desk.Actor, given.GetValue(Hash)!, given.GetValue(Reveal), interrupted).OrRefuse(),
            Print)
        .WithExamples("periksa bill show x24da1dF");

    static Command Void()
    {
        var why = Given.Reason();
        return new Command("void", "Revokes a bill that is not paid, as its biller does.") { Hash, why }
            .Asks(
                OperatorsJson.Plain.BillEntry,
                async (desk, given, _) => await (await Of(desk)).Void(
                    Desk.Actor, given.GetValue(Hash)!, given.GetValue(why)).OrRefuse(),
                revoked => Console.WriteLine($"{revoked.Hash} of {revoked.Biller} is {revoked.Status}."))
            .WithExamples("periksa bill void x24da1dF --reason 'made twice'");
    }

    static async Task<BillSearch> Of(Desk desk) => new(desk.Database.Source, await desk.Clock());

    static readonly string[] Heads =
    [
        "hash", "biller", "virtual account", "payer", "invoice", "type", "total (Rp)", "paid (Rp)", "status",
        "made at",
    ];

    static string?[] Row(BillEntry one) =>
    [
        one.Hash, one.Biller, one.VaNumber, one.CustomerName, one.InvoiceNumber, one.Type,
        TermVerbs.Rupiah(one.Total), TermVerbs.Rupiah(one.Paid), one.Status, Table.Moment(one.CreatedAt),
    ];

    static void Print(BillStory story)
    {
        Table.Write(Heads, [Row(story.Bill)]);
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
