using Periksa.Bills;

namespace Periksa.Dialects.Ipg.Channel;

/// <summary>Wire to core. Pure: no clock, no storage, nothing to fake.</summary>
/// <remarks>Readers say what is wrong with a request: first what cannot be understood, in the order of the vendor's
/// table, and only then what is understood and no good.</remarks>
internal static class Requests
{
    /// <param name="inquiry">Meaningful when nothing is wrong.</param>
    public static Code? TryRead(Question<InquiryRequest> asked, out BillInquiry inquiry)
    {
        var (wire, client, now, _) = asked;
        var moment = Fields.ReadMoment(wire.TransactionDate);

        inquiry = new(new(
            client.Name), new(wire.VaNumber.Text!), new(wire.RefId.Text!), wire.TerminalId.Text, moment ?? default, now)
        {
            Misses = client.Misses,
        };

        return Unless(wire.VaNumber.Text is not null, Codes.VaNumberMissing)
            ?? Unless(Fields.IsReference(wire.RefId), Codes.RefIdInvalid)
            ?? Unless(Fields.IsTerminalOrNone(wire.TerminalId), Codes.TerminalIdInvalid)
            ?? Unless(moment is not null, Codes.TransactionDateInvalid)
            ?? Unless(Figures.IsVaNumber(wire.VaNumber.Text), Codes.VaNumberInvalid);
    }

    /// <param name="order">Meaningful when nothing is wrong.</param>
    public static Code? TryRead(Question<PaymentRequest> asked, out PaymentOrder order)
    {
        var (wire, client, now, _) = asked;
        var moment = Fields.ReadMoment(wire.TransactionDate);
        var isAmount = Fields.TryReadAmount(wire.Amount.Text, out var amount);

        order = new(
            new(client.Name),
            new(wire.VaNumber.Text!),
            new(wire.RefId.Text!),
            amount,
            wire.TerminalId.Text,
            moment ?? default,
            wire.CustomerName.Text,
            now)
        {
            Misses = client.Misses,
        };

        return Unless(wire.VaNumber.Text is not null, Codes.VaNumberMissing)
            ?? Unless(Fields.IsReference(wire.RefId), Codes.RefIdInvalid)
            ?? Unless(wire.Amount.Text is not null, Codes.AmountMissing)
            ?? Unless(Fields.IsTerminalOrNone(wire.TerminalId), Codes.TerminalIdInvalid)
            ?? Unless(moment is not null, Codes.TransactionDateInvalid)
            ?? Unless(Fields.IsCustomerNameOrNone(wire.CustomerName), Codes.CustomerNameInvalid)
            ?? Unless(Figures.IsVaNumber(wire.VaNumber.Text), Codes.VaNumberInvalid)
            ?? Unless(isAmount, Codes.AmountInvalid);
    }

    /// <param name="order">Meaningful when nothing is wrong.</param>
    public static Code? TryRead(Question<ReversalRequest> asked, out ReversalOrder order)
    {
        var (wire, client, now, _) = asked;
        var isAmount = Fields.TryReadAmount(wire.Amount.Text, out var amount);

        order = new(new(client.Name), new(wire.BillId.Text!), new(wire.PaymentRef.Text!), amount, now);
        return Unless(wire.BillId.IsPresent, Codes.BillIdMissing)
            ?? Unless(Fields.IsReference(wire.PaymentRef), Codes.PaymentRefInvalid)
            ?? Unless(wire.Amount.Text is not null, Codes.ReversedAmountMissing)
            ?? Unless(isAmount, Codes.AmountInvalid);
    }

    static Code? Unless(bool isGood, Code code) => isGood ? null : code;
}
