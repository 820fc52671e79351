using Periksa.Inquiries;

namespace Periksa.Tests.Support;

/// <summary>A teller that knows its answers by heart. It knows the published banks too, and throws at an account that
/// its script does not name.</summary>
public sealed class ScriptedAccountInquiries : IAccountInquiries
{
    readonly Dictionary<BankAccount, Func<InquiryAnswer>> _answers = [];
    readonly Dictionary<string, InquiryRefusal> _refusals = [];

    /// <summary>What it was asked last.</summary>
    public AccountInquiry? Asked { get; private set; }

    public ScriptedAccountInquiries Knows(string bankCode, string number, InquiryAnswer answer)
    {
        _answers[new(bankCode, number)] = () => answer;
        return this;
    }

    public ScriptedAccountInquiries Breaks(string bankCode, string number, Exception why)
    {
        _answers[new(bankCode, number)] = () => throw why;
        return this;
    }

    /// <summary>Says no to a partner, whatever it asks about.</summary>
    public ScriptedAccountInquiries Refuses(PartnerId partner, InquiryRefusal why)
    {
        _refusals[partner] = why;
        return this;
    }

    public Task<InquiryAnswer> Ask(AccountInquiry inquiry, CancellationToken cancel)
    {
        Asked = inquiry;

        if (_refusals.TryGetValue(inquiry.Partner.Id, out var why))
            return Task.FromResult<InquiryAnswer>(new InquiryAnswer.Refused(why));

        if (BankList.Published.Find(inquiry.Account.BankCode) is null)
            return Task.FromResult<InquiryAnswer>(new InquiryAnswer.Refused(InquiryRefusal.BankNotSupported));

        return Task.FromResult(_answers[inquiry.Account]());
    }
}
