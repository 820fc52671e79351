using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Periksa.Operators;
using Periksa.Operators.Bills;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa bill forget</c>: forgets whom bills were sent to and what for.</summary>
static class BillForgetVerb
{
    static readonly Argument<string?> Hash = new("HASH")
    {
        Description = "One bill's hash; or say --before.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    static readonly Option<DateOnly?> Before = Given.Day("--before", "Those that were made before this day, WIB.");
    static readonly Option<string?> Partner = Given.Text("--partner", "ID", "With --before: only this biller's.");
    static readonly Option<bool> IsDry = new("--dry-run") { Description = "With --before: only counts." };
    static readonly Option<string?> Reason = Given.Reason();

    public static Command Verb()
    {
        var verb = new Command(
            "forget", "Forgets names, addresses and descriptions of bills that cannot be paid any more.")
        {
            Hash, Before, Partner, IsDry, Reason,
        };
        verb.Validators.Add(given =>
        {
            var isOne = given.GetResult(Hash) is { Tokens.Count: > 0 };
            var isMany = Has(given, Before);
            if (isOne == isMany || isOne && (Has(given, Partner) || Has(given, IsDry)))
                given.AddError("Say a bill's hash, or --before with a day.");
        });
        return verb.Asks(OperatorsJson.Plain.ForgottenBills, Forget, Print).WithExamples(
            "periksa bill forget --before 2024-12-01 --partner toko-maju --dry-run",
            "periksa bill forget --before 2024-12-01 --reason 'two years, as agreed'",
            "periksa bill forget x24da1dF --reason 'asked for by its payer'");
    }

    static bool Has(CommandResult given, Option option) => given.GetResult(option) is { Implicit: false };

    static async Task<ForgottenBills> Forget(Desk desk, ParseResult given, CancellationToken interrupted)
    {
        var bills = new BillForgetting(desk.Database.Source, await desk.Clock());
        return given.GetValue(Hash) is { } hash
            ? await bills.Forget(Desk.Actor, hash, given.GetValue(Reason)).OrRefuse()
            : await bills.Forget(
                Desk.Actor,
                new(given.GetValue(Before)!.Value, given.GetValue(Partner)) { IsDryRun = given.GetValue(IsDry) },
                given.GetValue(Reason),
                static _ => Task.CompletedTask,
                interrupted)
                .OrRefuse();
    }

    static void Print(ForgottenBills done)
    {
        Console.WriteLine($"{Counted(done.Count)} bills are forgotten.");
        if (done.Payable is > 0 and var payable)
            Console.WriteLine($"{Counted(payable)} can still be paid and are kept.");

        if (done.Left is > 0 and var left)
            Console.WriteLine($"{Counted(left)} are left to be forgotten by another run.");
    }

    static string Counted(int count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
