using System.CommandLine;
using Periksa.Operators;
using Periksa.Operators.Inquiries;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa inquiry find|show|why</c>: what was asked, and how it came by its answer.</summary>
static class InquiryVerb
{
    static readonly Option<bool> Reveal = new("--reveal")
    {
        Description = "Shows accounts and names; the audit trail tells of it.",
    };

    public static Command Verb() => new("inquiry", "Finds inquiries, and tells what became of them.")
    {
        Find(), Show(), Why.Verb(),
    };

    static Command Find()
    {
        var reference = Given.Text(
            "--reference", "TEXT", "What its caller called it, such as SNAP's partnerReferenceNo or "
            + "X-EXTERNAL-ID; or our id.");
        var account = Given.Text("--account", "NUMBER", "The account's number, as it was asked about.");
        var bank = Given.Text("--bank", "CODE", "The bank's code on the bank list, e.g. 014.");
        var partner = Given.Text("--partner", "ID", "Whose caller asked.");
        var from = Given.Text(
            "--from", "'YYYY-MM-DD HH:MM'", "Only from then on, in WIB; usually the day before --to, for a "
            + "reference 31 days.");
        var to = Given.Text("--to", "'YYYY-MM-DD HH:MM'", "Only before then, in WIB.");
        var (limit, after) = (Given.Limit(), Given.After());
        return new Command("find", "Prints inquiries, newest first, without accounts and names.")
            {
                reference, account, bank, partner, from, to, limit, after, Reveal,
            }
            .Asks(
                OperatorsJson.Plain.PageInquiryEntry,
                async (desk, given, interrupted) => await (await Of(desk)).Find(
                    Desk.Actor, Read(given), given.GetValue(Reveal), interrupted).OrRefuse(),
                page => Print(page, "No such inquiry was made then: name another time with --from and --to."))
            .WithExamples(
                "periksa inquiry find --reference INV-2026-0001",
                "periksa inquiry find --account 5110000001 --bank 014 --from 2026-12-20 --to 2026-12-24",
                "periksa inquiry find --partner toko-maju --reveal --json");

        InquiryWish Read(ParseResult given) => new()
        {
            Reference = given.GetValue(reference),
            Account = given.GetValue(account),
            Bank = given.GetValue(bank),
            Partner = given.GetValue(partner),
            From = Given.MomentOf(given, from),
            To = Given.MomentOf(given, to),
            Cursor = given.GetValue(after),
            Limit = given.GetValue(limit),
        };
    }

    static Command Show()
    {
        var id = new Argument<Guid>("ID") { Description = "The inquiry's id, as its caller was told." };
        return new Command("show", "Prints an inquiry, what happened to it in order, and its invoice.")
            {
                id, Reveal,
            }
            .Asks(
                OperatorsJson.Plain.InquiryStory,
                async (desk, given, interrupted) => await (await Of(desk)).Show(
                    Desk.Actor, given.GetValue(id), given.GetValue(Reveal), interrupted).OrRefuse(),
                Print)
            .WithExamples(
                "periksa inquiry show 019ad6d5-5c1e-7a3b-9d4e-2f60718293a4",
                "periksa inquiry show 019ad6d5-5c1e-7a3b-9d4e-2f60718293a4 --reveal");
    }

    static async Task<InquirySearch> Of(Desk desk) =>
        new(desk.Database.Source, CallbackVerb.Of(desk), await desk.Clock());

    internal static void Print(Page<InquiryEntry> page, string none) => Table.Write(page, none, Heads, Row);

    static readonly string[] Heads =
        ["id", "at", "dialect", "partner", "bank", "account", "holder", "outcome", "price (Rp)"];

    static string?[] Row(InquiryEntry one) =>
    [
        $"{one.Id}", Table.Moment(one.At), one.Dialect, one.Partner, one.Bank, one.Account, one.HolderName,
        one.Outcome, one.Price is { } price ? TermVerbs.Rupiah(price) : null,
    ];

    static void Print(InquiryStory story)
    {
        Table.Write(Heads, [Row(story.Inquiry)]);
        Console.WriteLine();
        Table.Write(
            ["at", "what"],
            Happenings(story).OrderBy(one => one.At).Select(one => new[] { Table.Moment(one.At), one.What }));
        foreach (var told in story.Callbacks.Where(told => told.Body is not null))
            Console.WriteLine($"\nCallback {told.Id} says {told.Body}");

        Console.WriteLine($"\n{story.Why}");
    }

    static IEnumerable<(DateTimeOffset At, string What)> Happenings(InquiryStory story)
    {
        yield return (story.Inquiry.At, $"asked by {story.Inquiry.Partner} in {story.Inquiry.Dialect}");
        foreach (var name in story.Names)
            yield return (story.Inquiry.At, $"called {name.Value} by {name.Credential} ({name.Kind})");

        foreach (var step in story.Steps)
        {
            yield return (
                step.AskedAt ?? story.Inquiry.At,
                step.Skipped is { } why ? $"{step.Route} {step.Kind}: {why}" : $"{step.Route} {step.Kind}");
            if (step.HeardAt is { } heard)
                yield return (heard, $"{step.Route} said {step.Outcome}, for Rp {TermVerbs.Rupiah(step.Price)}");
        }

        foreach (var told in story.Callbacks)
        {
            yield return (told.CreatedAt, $"callback {told.Id} to {told.Credential}, now {told.State}");
            foreach (var attempt in told.Attempts)
            {
                yield return (attempt.At, FormattableString.Invariant(
                    $"callback {told.Id}, attempt {attempt.Number}: {attempt.Status?.ToString() ?? attempt.Error}"));
            }
        }

        if (story.Invoice is not { } invoice)
            yield break;

        yield return (story.Inquiry.At, $"billed at Rp {TermVerbs.Rupiah(story.Inquiry.Price!.Value)} on invoice "
            + FormattableString.Invariant($"{invoice.Id} of {invoice.Day:yyyy-MM-dd}"));
        if (invoice.PaidAt is { } paid)
            yield return (paid, $"invoice paid, Rp {TermVerbs.Rupiah(invoice.Amount)} in all");
    }
}
