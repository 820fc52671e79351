using System.CommandLine;
using System.Globalization;
using Periksa.Operators;
using Periksa.Operators.Departures;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa partner laxities</c> and <c>periksa partner refused-signatures</c>: where requests depart from
/// their contracts.</summary>
static class DepartureVerbs
{
    static readonly Argument<string?> Partner = new("ID")
    {
        Description = "Only this partner's.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    static readonly Option<int> Limit = Given.Limit();
    static readonly Option<string?> After = Given.After();

    public static Command Laxities() =>
        new Command("laxities", "Prints what the contract, taken to the letter, would have refused.")
            {
                Partner, Limit, After,
            }
            .Asks(
                OperatorsJson.Plain.PageLaxityEntry,
                (desk, given, interrupted) => new DepartureSearch(desk.Database.Source).Laxities(
                    given.GetValue(Partner), given.GetValue(After), given.GetValue(Limit), interrupted).OrRefuse(),
                page => Table.Write(
                    page,
                    "Nothing was lax: the profile strict would have refused nothing.",
                    ["partner", "dialect", "what", "requests", "last at"],
                    one =>
                    [
                        one.Partner, one.Dialect, one.What, one.Count.ToString(CultureInfo.InvariantCulture),
                        Table.Moment(one.LastAt),
                    ]))
            .WithExamples("periksa partner laxities toko-maju");

    public static Command Signatures()
    {
        var dialect = Given.Text("--dialect", "DIALECT", "Only in this dialect.");
        return new Command("refused-signatures", "Prints signatures that were refused, newest first, and why.")
            {
                Partner, dialect, Limit, After,
            }
            .Asks(
                OperatorsJson.Plain.PageRefusedSignatureEntry,
                (desk, given, interrupted) => new DepartureSearch(desk.Database.Source).Signatures(
                    given.GetValue(Partner), given.GetValue(dialect), given.GetValue(After), given.GetValue(Limit),
                    interrupted).OrRefuse(),
                page => Table.Write(
                    page,
                    "No signature was refused.",
                    ["at", "partner", "dialect", "credential", "operation", "cause"],
                    one =>
                    [
                        Table.Moment(one.At), one.Partner, one.Dialect, one.Credential, one.Operation,
                        one.Cause ?? "no known mistake explains it",
                    ]))
            .WithExamples("periksa partner refused-signatures toko-maju", "periksa partner refused-signatures --json");
    }
}
