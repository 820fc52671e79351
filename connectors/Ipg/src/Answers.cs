using System.Globalization;
using Periksa.Inquiries;
using Periksa.Wire.Http;
using Periksa.Wire.Ipg;
using Periksa.Wire.Upstream;

namespace Periksa.Connectors.Ipg;

/// <summary>Tells what may be concluded from an answer.</summary>
internal static class Answers
{
    // Far beyond any customer's; what is longer is not a name.
    const int NameLengthMaximum = 255;

    // The first amount with more than fifteen digits before the point.
    static readonly decimal AmountLimit = 1_000_000_000_000_000;

    public static BankReply Read(ProviderReply.Answered answer, BankAccount asked)
    {
        var http = answer.Status;
        if (!StrictJson.TryParse(answer.Body.Span, IpgJson.Default.InquiryReply, out var wire) || wire.Rc is not { } rc)
            return ReadStatus(http);

        return rc switch
        {
            Words.Authentication when http is not 200 => Misconfigured("It does not know us, or not our key", rc),
            Words.GatewayInvalidResponse => new BankReply.Failed(),
            _ when http is 429 => Busy(http),
            Words.InvalidTransaction when http is not 200 => ReadStatus(http),
            _ when http is not 200 => new BankReply.Unclear(),
            Words.Success => ReadBills(wire.Data, asked),
            Words.InvalidTransaction => Misconfigured("It does not take our question as valid", rc),
            Words.InvalidVaNumber or Words.BillNotFound when wire.Data is null or [] =>
                new BankReply.NotFound(AccountAbsence.Unknown) { About = asked },
            Words.AlreadyPaid when wire.Data is null or [] =>   // nothing can be paid, and nobody says by whom it was
                new BankReply.NotFound(AccountAbsence.Closed) { About = asked },
            _ => new BankReply.Unclear(),
        };
    }

    // As bills of this house are summed up: those that are void or expired no longer count, on an open one nothing
    // particular is owed, and what is still to be paid says whose it is.
    static BankReply ReadBills(IReadOnlyList<WireBill?>? bills, BankAccount asked)
    {
        if (bills is null or [] || bills.Any(bill => !IsOf(bill, asked)))
            return new BankReply.Unclear();

        var counting = bills.OfType<WireBill>().Where(bill => bill.Status is "active" or "paid").ToArray();
        if (counting is [])
            return new BankReply.NotFound(AccountAbsence.Unknown) { About = asked };

        if (Sum(counting.Where(bill => bill is { Type: not "open", Status: "active" })) is not { } owed)
            return new BankReply.Unclear();

        var named = counting.FirstOrDefault(bill => bill.Status is "active") ?? counting[^1];
        return IsName(named.CustomerName)
            ? new BankReply.Found(named.CustomerName!) { About = asked, Owed = owed }
            : new BankReply.Unclear();
    }

    static bool IsOf(WireBill? bill, BankAccount asked) =>
        bill is { Type: "open" or "close" or "partial", Status: "active" or "paid" or "expired" or "void" }
        && bill.VaNumber == asked.Number;

    static Money? Sum(IEnumerable<WireBill> bills)
    {
        var sum = 0m;
        foreach (var bill in bills)
        {
            var text = bill.BilledAmount.Text;
            if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
                || amount >= AmountLimit - sum
                || decimal.Round(amount, Currency.Idr.Decimals) != amount)
            {
                return null;
            }

            sum += amount;
        }

        return Money.TryParse(sum.ToString("F2", CultureInfo.InvariantCulture), Currency.Idr, out var owed)
            ? owed
            : null;
    }

    // A gateway in front of it refuses in words of its own.
    static BankReply ReadStatus(int http) => http switch
    {
        400 or 401 or 403 or 404 or 405 or 413 or 415 =>
            Misconfigured("It does not take our question", $"HTTP {http}"),
        408 or 504 => new BankReply.Pending(),
        429 => Busy(http),
        _ => new BankReply.Unclear(),
    };

    static bool IsName(string? name) => !HolderNames.IsBlank(name) && name!.Length <= NameLengthMaximum;

    static BankReply.NotAsked Busy(int http) => new(RouteFault.Busy, $"We ask too much of it (HTTP {http}).");

    static BankReply.NotAsked Misconfigured(string why, string how) => new(RouteFault.Misconfigured, $"{why} ({how}).");
}
