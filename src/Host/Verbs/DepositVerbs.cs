using System.CommandLine;
using Periksa.Operators;
using Periksa.Operators.Deposits;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa deposit top-up|adjust</c> and <c>periksa account add</c>: what partners have here.</summary>
static class DepositVerbs
{
    static readonly Argument<string> To = new("PARTNER|ACCOUNT")
    {
        Description = "A partner's id, for the deposit that inquiries are paid from; or a paying account's.",
    };

    static readonly Option<string> Reference = new("--reference")
    {
        Description = "Names it, e.g. the bank statement's line: the same one moves money once.",
        HelpName = "TEXT",
        Required = true,
    };

    static readonly Option<bool> Json = Given.Json();
    static readonly Option<string?> Reason = Given.Reason();

    public static Command DepositVerb() => new("deposit", "Books what partners pay in.")
    {
        TopUp(), Adjust(),
    };

    public static Command AccountVerb()
    {
        var partner = new Argument<string>("PARTNER") { Description = "The partner's id." };
        var id = new Argument<string>("ID")
        {
            Description = "The account's id, as the partner sends it; SNAP takes 19 characters at most.",
        };
        return new("account", "Adds accounts that partners send money from.")
        {
            new Command("add", "Adds an account, with nothing on it.") { partner, id, Json, Reason }
                .Does(async (given, interrupted) =>
                {
                    await using var desk = await Desk.Open(interrupted, isQuiet: given.GetValue(Json));
                    var added = (await new DepositAdministration(desk.Database.Source).AddAccount(
                        Desk.Actor, given.GetValue(partner)!, given.GetValue(id)!, given.GetValue(Reason))).OrRefuse();
                    if (given.GetValue(Json))
                        JsonOutput.Write(added, OperatorsJson.Plain.AccountEntry);
                    else
                        Console.WriteLine($"{added.Partner} sends money from {added.Id}.");
                })
                .WithExamples("periksa account add toko-maju 8800000001"),
        };
    }

    static Command TopUp()
    {
        var amount = new Argument<string>("RUPIAH") { Description = "What came in, e.g. 1000000." };
        return new Command("top-up", "Books money that came in; said twice, it is booked once.")
            {
                To, amount, Reference, Json, Reason,
            }
            .Does((given, interrupted) => Change(given, Given.ReadRupiah(given.GetValue(amount)!), (deposits, money) =>
                deposits.TopUp(
                    Desk.Actor, given.GetValue(To)!, money, given.GetValue(Reference)!, given.GetValue(Reason)),
                interrupted))
            .WithExamples("periksa deposit top-up toko-maju 1000000 --reference 'statement 17, line 4'");
    }

    static Command Adjust()
    {
        var amount = new Argument<string>("RUPIAH")
        {
            Description = "What is added, e.g. 1000; with --take-away what is taken.",
        };
        var takeAway = new Option<bool>("--take-away") { Description = "Takes from it instead of adding to it." };
        var why = new Option<string>("--reason")
        {
            Description = "Why, for the audit trail and the proof.",
            HelpName = "TEXT",
            Required = true,
        };
        return new Command("adjust", "Puts right what was booked wrongly.")
            {
                To, amount, takeAway, Reference, why, Json,
            }
            .Does((given, interrupted) =>
            {
                var money = Given.ReadRupiah(given.GetValue(amount)!);
                return Change(
                    given,
                    given.GetValue(takeAway) ? -money : money,
                    (deposits, sum) => deposits.Adjust(
                        Desk.Actor, given.GetValue(To)!, sum, given.GetValue(Reference)!, given.GetValue(why)!),
                    interrupted);
            })
            .WithExamples(
                "periksa deposit adjust toko-maju 5000 --take-away --reference 'case 12' --reason 'booked twice'");
    }

    static async Task Change(
        ParseResult given,
        Money amount,
        Func<DepositAdministration, Money, Task<Outcome<DepositEntry>>> change,
        CancellationToken interrupted)
    {
        await using var desk = await Desk.Open(interrupted, isQuiet: given.GetValue(Json));
        var done = (await change(new(desk.Database.Source), amount)).OrRefuse();
        if (given.GetValue(Json))
        {
            JsonOutput.Write(done, OperatorsJson.Plain.DepositEntry);
            return;
        }

        Table.WriteFields(
            ("partner", done.Partner),
            ("account", done.Account),
            ("amount (Rp)", TermVerbs.Rupiah(done.Amount)),
            ("reference", done.Reference),
            ("balance (Rp)", TermVerbs.Rupiah(done.Balance)));
    }
}
