using System.CommandLine;
using System.Globalization;
using Periksa.Operators;
using Periksa.Operators.Invoices;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa invoice list|show|lines</c>: what partners owe for their inquiries, day by day.</summary>
static class InvoiceVerb
{
    static readonly Argument<Guid> Id = new("ID") { Description = "The invoice's id, as list shows it." };

    public static Command Verb() => new("invoice", "Shows what partners owe for their inquiries, and what was paid.")
    {
        List(), Show(), Lines(),
    };

    static Command List()
    {
        var partner = Given.Text("--partner", "ID", "Only this partner's.");
        var state = Given.Text("--state", "STATE", "Only those that are initiated, unpaid or paid.");
        var month = Given.Text("--month", "YYYY-MM", "Only of this month.");
        var (from, to) = (Given.Day("--from", "The first WIB day."), Given.Day("--to", "The last WIB day."));
        var (limit, after) = (Given.Limit(), Given.After());
        return new Command("list", "Prints invoices, the newest days first.")
            {
                partner, state, month, from, to, limit, after,
            }
            .Asks(
                OperatorsJson.Plain.PageInvoiceSummary,
                async (desk, given, interrupted) => await new InvoiceSearch(desk.Database.Source, await desk.Clock())
                    .Find(
                        new()
                        {
                            Partner = given.GetValue(partner),
                            State = given.GetValue(state),
                            Month = given.GetValue(month),
                            From = given.GetValue(from),
                            To = given.GetValue(to),
                            Cursor = given.GetValue(after),
                            Limit = given.GetValue(limit),
                        },
                        interrupted)
                    .OrRefuse(),
                page => Table.Write(page, "There is none of these.", Heads, Row))
            .WithExamples(
                "periksa invoice list --partner toko-maju --month 2026-12", "periksa invoice list --state unpaid");
    }

    static Command Show() => new Command("show", "Prints an invoice, and what was moved to pay it.") { Id }
        .Asks(
            OperatorsJson.Plain.InvoiceStory,
            async (desk, given, interrupted) => await new InvoiceSearch(desk.Database.Source, await desk.Clock())
                .Show(given.GetValue(Id), interrupted).OrRefuse(),
            Print)
        .WithExamples("periksa invoice show 0198c0de-4a5b-7c21-a1f0-b2d3e4f50617");

    static Command Lines()
    {
        var reveal = new Option<bool>("--reveal")
        {
            Description = "Shows accounts and their holders; the audit trail tells of it.",
        };
        var (limit, after) = (Given.Limit(), Given.After());
        return new Command("lines", "Prints the inquiries that an invoice is for, the newest first.")
            {
                Id, limit, after, reveal,
            }
            .Asks(
                OperatorsJson.Plain.PageInquiryEntry,
                (desk, given, interrupted) => new InvoiceLines(desk.Database.Source)
                    .List(
                        Desk.Actor, given.GetValue(Id), given.GetValue(after), given.GetValue(limit),
                        given.GetValue(reveal), interrupted)
                    .OrRefuse(),
                page => InquiryVerb.Print(page, "It has no lines here: nothing was billed, or its day is forgotten."))
            .WithExamples("periksa invoice lines 0198c0de-4a5b-7c21-a1f0-b2d3e4f50617 --limit 500 --json");
    }

    static readonly string[] Heads =
        ["id", "day", "partner", "inquiries", "amount (Rp)", "state", "due at", "paid at"];

    static string?[] Row(InvoiceSummary one) =>
    [
        $"{one.Id}", one.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), one.Partner,
        one.Lines.ToString(CultureInfo.InvariantCulture), TermVerbs.Rupiah(one.Amount), one.State,
        Table.Moment(one.DueAt), Table.Moment(one.PaidAt),
    ];

    static void Print(InvoiceStory story)
    {
        Table.Write(Heads, [Row(story.Invoice)]);
        Console.WriteLine();
        Table.Write(
            ["movement", "at", "amount (Rp)"],
            story.Payments.Select(one => new[]
            {
                one.Id.ToString(CultureInfo.InvariantCulture), Table.Moment(one.At), TermVerbs.Rupiah(one.Amount),
            }));
    }
}
