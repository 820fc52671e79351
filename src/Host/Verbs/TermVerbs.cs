using System.CommandLine;
using Periksa.Operators;
using Periksa.Operators.Terms;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa price set|list</c> and <c>periksa fee set|list</c>: what partners pay.</summary>
static class TermVerbs
{
    static readonly Argument<string> Partner = new("PARTNER") { Description = "The partner's id." };

    static readonly Argument<string?> OnlyPartner = new("PARTNER")
    {
        Description = "Only this partner's.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    static readonly Option<bool> Json = Given.Json();
    static readonly Option<string?> Reason = Given.Reason();

    public static Command PriceVerb()
    {
        var dialect = Dialect(shape => shape.IsPriced);
        var amount = new Argument<string>("RUPIAH") { Description = "What an inquiry costs, e.g. 1000." };
        return new("price", "Says what a partner's inquiries cost.")
        {
            new Command("set", "Sets the price from now on; what was asked before cost what it cost.")
                {
                    Partner, dialect, amount, Json, Reason,
                }
                .Does(async (given, interrupted) =>
                {
                    var price = Given.ReadRupiah(given.GetValue(amount)!);
                    await using var desk = await Desk.Open(interrupted, isQuiet: given.GetValue(Json));
                    var set = (await Of(desk).SetPrice(
                        Desk.Actor, given.GetValue(Partner)!, given.GetValue(dialect)!, price, given.GetValue(Reason)))
                        .OrRefuse();
                    if (given.GetValue(Json))
                        JsonOutput.Write(set, OperatorsJson.Plain.PriceEntry);
                    else
                        Print([set]);
                })
                .WithExamples("periksa price set toko-maju sento 1000"),
            new Command("list", "Prints prices, the newest of each first.") { OnlyPartner, Json }
                .Does(async (given, interrupted) =>
                {
                    await using var desk = await Desk.Open(interrupted, isQuiet: given.GetValue(Json));
                    var prices = await Of(desk).ListPrices(given.GetValue(OnlyPartner), interrupted);
                    if (given.GetValue(Json))
                        JsonOutput.Write(new(prices, null), OperatorsJson.Plain.PagePriceEntry);
                    else
                        Print(prices);
                })
                .WithExamples("periksa price list toko-maju"),
        };
    }

    public static Command FeeVerb() => new("fee", "Says what a partner's transfers cost.") { SetFee(), ListFees() };

    static Command SetFee()
    {
        var dialect = Dialect(shape => shape.HasFees);
        var amount = new Argument<string>("RUPIAH") { Description = "The flat part of the fee, e.g. 2500." };
        var name = new Option<string>("--name")
        {
            Description = "What callers are told it is called.",
            HelpName = "NAME",
            DefaultValueFactory = _ => "Transfer Fee",
        };
        var part = new Option<int>("--ppm")
        {
            Description = "A part of the amount that comes on top, in a million: 2500 is 0.25%.",
            HelpName = "N",
        };
        var floor = new Option<string>("--floor")
        {
            Description = "The least that part may come to.",
            HelpName = "RUPIAH",
            DefaultValueFactory = _ => "0",
        };
        var ceiling = new Option<string?>("--ceiling")
        {
            Description = "The most that part may come to.",
            HelpName = "RUPIAH",
        };
        return new Command("set", "Sets the fee from now on.")
            {
                Partner, dialect, amount, name, part, floor, ceiling, Json, Reason,
            }
            .Does(async (given, interrupted) =>
            {
                var fee = new FeeOrder(Given.ReadRupiah(given.GetValue(amount)!), given.GetValue(name)!)
                {
                    PartsPerMillion = given.GetValue(part),
                    Floor = Given.ReadRupiah(given.GetValue(floor)!),
                    Ceiling = given.GetValue(ceiling) is { } most ? Given.ReadRupiah(most) : null,
                };
                await using var desk = await Desk.Open(interrupted, isQuiet: given.GetValue(Json));
                var set = (await Of(desk).SetFee(
                    Desk.Actor, given.GetValue(Partner)!, given.GetValue(dialect)!, fee, given.GetValue(Reason)))
                    .OrRefuse();
                if (given.GetValue(Json))
                    JsonOutput.Write(set, OperatorsJson.Plain.FeeEntry);
                else
                    Print([set]);
            })
            .WithExamples(
                "periksa fee set toko-maju singapay 2500",
                "periksa fee set toko-maju singapay 1000 --ppm 2500 --ceiling 10000");
    }

    static Command ListFees() => new Command("list", "Prints fees, the newest of each first.") { OnlyPartner, Json }
        .Does(async (given, interrupted) =>
        {
            await using var desk = await Desk.Open(interrupted, isQuiet: given.GetValue(Json));
            var fees = await Of(desk).ListFees(given.GetValue(OnlyPartner), interrupted);
            if (given.GetValue(Json))
                JsonOutput.Write(new(fees, null), OperatorsJson.Plain.PageFeeEntry);
            else
                Print(fees);
        })
        .WithExamples("periksa fee list", "periksa fee list toko-maju --json");

    static Argument<string> Dialect(Func<CredentialShape, bool> has) => new("DIALECT")
    {
        Description =
            $"One of {string.Join(", ", Dialects.Credentials.Where(one => has(one.Value)).Select(one => one.Key))}.",
    };

    static TermAdministration Of(Desk desk) => new(desk.Database.Source, Dialects.Credentials);

    static void Print(IEnumerable<PriceEntry> prices) => Table.Write(
        ["partner", "dialect", "from", "price (Rp)"],
        prices.Select(one => new[] { one.Partner, one.Dialect, Table.Moment(one.FromAt), Rupiah(one.Amount) }));

    static void Print(IEnumerable<FeeEntry> fees) => Table.Write(
        ["partner", "dialect", "from", "name", "flat (Rp)", "ppm", "floor (Rp)", "ceiling (Rp)"],
        fees.Select(one => new[]
        {
            one.Partner, one.Dialect, Table.Moment(one.FromAt), one.Name, Rupiah(one.Flat),
            FormattableString.Invariant($"{one.PartsPerMillion}"), Rupiah(one.Floor),
            one.Ceiling is { } ceiling ? Rupiah(ceiling) : null,
        }));

    internal static string Rupiah(long sen) => new Money(sen, Currency.Idr).ToString();
}
