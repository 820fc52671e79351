using System.CommandLine;
using System.Globalization;
using Periksa.Operators;
using Periksa.Operators.Prefixes;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa prefix list|give|take</c>: whose the first six digits of virtual accounts are.</summary>
static class PrefixVerb
{
    static readonly Argument<string> Prefix = new("PREFIX")
    {
        Description = "The first six digits of virtual accounts, e.g. 867302.",
    };

    static readonly Option<string?> Reason = Given.Reason();

    public static Command Verb() => new("prefix", "Gives billers prefixes of virtual accounts, and takes them back.")
    {
        List(), Give(), Take(),
    };

    static Command List()
    {
        var partner = Given.Text("--partner", "ID", "Only this biller's.");
        var (limit, after) = (Given.Limit(), Given.After());
        return new Command("list", "Prints whose prefixes are.") { partner, limit, after }
            .Asks(
                OperatorsJson.Plain.PagePrefixEntry,
                async (desk, given, interrupted) => await (await Of(desk)).List(
                    given.GetValue(partner), given.GetValue(after), given.GetValue(limit), interrupted),
                page => Table.Write(
                    page, "There is none of these.", ["prefix", "biller"], one => [one.Prefix, one.Biller]))
            .WithExamples("periksa prefix list", "periksa prefix list --partner toko-maju");
    }

    static Command Give()
    {
        var biller = new Argument<string>("PARTNER") { Description = "The biller's id." };
        return new Command("give", "Gives a biller a prefix that is nobody's.") { Prefix, biller, Reason }
            .Asks(
                OperatorsJson.Plain.PrefixEntry,
                async (desk, given, _) => await (await Of(desk)).Give(
                    Desk.Actor, given.GetValue(Prefix)!, given.GetValue(biller)!, given.GetValue(Reason)).OrRefuse(),
                one => Console.WriteLine($"{one.Prefix} is {one.Biller}'s."))
            .WithExamples("periksa prefix give 867302 toko-maju");
    }

    static Command Take() =>
        new Command("take", "Takes a prefix back, on which no bill can be paid.") { Prefix, Reason }
            .Asks(
                OperatorsJson.Plain.TakenPrefix,
                async (desk, given, _) => await (await Of(desk)).Take(
                    Desk.Actor, given.GetValue(Prefix)!, given.GetValue(Reason)).OrRefuse(),
                Print)
            .WithExamples("periksa prefix take 867302 --reason 'they have left'");

    static async Task<PrefixAdministration> Of(Desk desk) => new(desk.Database.Source, await desk.Clock());

    static void Print(TakenPrefix taken)
    {
        Console.WriteLine($"{taken.Prefix} is nobody's: whoever makes the next bill on it has it.");
        if (taken.Bills > 0)
        {
            Console.WriteLine(
                $"{taken.Bills.ToString(CultureInfo.InvariantCulture)} bills on it that were paid or have run out "
                + $"stay {taken.Biller}'s: one of which a payment is taken back can be paid again, to {taken.Biller}.");
        }
    }
}
