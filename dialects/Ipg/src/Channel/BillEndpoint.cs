using Periksa.Bills;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Ipg.Channel;

/// <summary>What a virtual account owes, money taken for it, and a payment that is taken back.</summary>
internal sealed class BillEndpoint(IBillPayments bills)
{
    /// <summary>The bill status that only a reversal's own answer gives; to everybody else the bill is payable
    /// again.</summary>
    const string Reversal = "reversal";

    public async Task<JsonReply> Inquire(Question<InquiryRequest> asked)
    {
        if (Requests.TryRead(asked, out var inquiry) is { } fault)
            return Replies.Of(fault, asked.At);

        var (verdict, owed) = await bills.Inquire(inquiry);
        return verdict is BillVerdict.Payable
            ? Replies.Of(Code.Success, asked.At, [.. owed.Select(bill => Translation.Write(bill, asked.At))])
            : Replies.Of(Codes.For(verdict), asked.At);
    }

    public async Task<JsonReply> Pay(Question<PaymentRequest> asked)
    {
        if (Requests.TryRead(asked, out var order) is { } fault)
            return Replies.Of(fault, asked.At);

        var answer = await bills.Pay(order, asked.Gone);
        return answer.Match(
            paid => Replies.Of(Code.Success, asked.At, Translation.Write(paid.Bill, paid.At)),
            refused => Replies.Of(Codes.For(refused.Why), asked.At),
            copy => Replies.Of(Codes.LooksLike(copy.First), asked.At),
            _ => Replies.Of(Codes.Suspect, asked.At));
    }

    public async Task<JsonReply> Reverse(Question<ReversalRequest> asked)
    {
        if (Requests.TryRead(asked, out var order) is { } fault)
            return Replies.Of(fault, asked.At);

        var answer = await bills.Reverse(order);
        return answer.Match(
            reversed => Replies.Of(Code.Success, asked.At, Translation.Write(reversed.Bill, Reversal)),
            refused => Replies.Of(Codes.For(refused.Why), asked.At),
            _ => Replies.Of(Codes.Suspect, asked.At));
    }
}
