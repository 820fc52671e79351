using Periksa.Wire.Http;
using Periksa.Wire.SnapServer;

namespace Periksa.Dialects.Snap.VirtualAccounts;

/// <summary>The three fields that say which virtual account is meant: the prefix of its biller, the customer's number,
/// and both together.</summary>
/// <remarks>
/// The standard pads a prefix to eight characters with blanks, and some of its callers with zeros, or not at all.
/// <para>
/// Two of them are enough to name an account, and the standard demands all three. If they do not agree, nobody can tell
/// whose money it is: then they name no account at all, and never one that there is.
/// </para>
/// </remarks>
internal sealed class AccountIdentity
{
    const int PrefixLength = 6;
    const int NumberLength = 16;

    /// <summary>The zeros of a prefix that is padded to eight digits.</summary>
    const string Padding = "00";

    const int ServiceIdLengthMaximum = 8;
    const int CustomerNoLengthMaximum = 20;
    const int AccountNoLengthMaximum = 28;

    readonly WireText _serviceId;
    readonly WireText _customerNo;
    readonly WireText _accountNo;
    readonly bool _isPrefix;
    readonly bool _isNumber;
    readonly bool _isStrict;

    AccountIdentity(WireText serviceId, WireText customerNo, WireText accountNo, bool isCustomerNumber, bool isStrict)
    {
        (_serviceId, _customerNo, _accountNo, _isStrict) = (serviceId, customerNo, accountNo, isStrict);

        var (prefix, number) = (Unpadded(PartnerServiceId, PrefixLength), Unpadded(VirtualAccountNo, NumberLength));
        _isPrefix = AreDigits(prefix, PrefixLength);
        _isNumber = AreDigits(number, NumberLength);
        IsPossible = _isPrefix && _isNumber && number.StartsWith(prefix, StringComparison.Ordinal)
            && IsCustomer(number, isCustomerNumber);
        Number = IsPossible ? number : $"{prefix}/{CustomerNo}/{number}";
    }

    /// <summary>As it came, to be echoed; empty where it cannot be read.</summary>
    public string PartnerServiceId => _serviceId.Text ?? "";

    /// <inheritdoc cref="PartnerServiceId"/>
    public string CustomerNo => _customerNo.Text ?? "";

    /// <inheritdoc cref="PartnerServiceId"/>
    public string VirtualAccountNo => _accountNo.Text ?? "";

    /// <summary>True if there may be an account of this number.</summary>
    public bool IsPossible { get; }

    /// <summary>The account's number; what was said in its place where that is none, so that no account is called
    /// so.</summary>
    public string Number { get; }

    public static AccountIdentity Read<T>(
        SnapQuestion<T> question, WireText serviceId, WireDigits customerNo, WireText accountNo) => new(
        serviceId,
        customerNo.AsText(mayBeNumber: customerNo.IsNumber && question.May("customerNo")),
        accountNo,
        customerNo.IsNumber,
        question.Caller.Partner.IsStrict);

    /// <summary>The rows of the three in every table. Only to a strict caller is a number malformed that no account can
    /// have.</summary>
    public FieldTable In(FieldTable table) => table
        .Mandatory("partnerServiceId", _serviceId, text => Fits(text, ServiceIdLengthMaximum, _isPrefix))
        .Mandatory("customerNo", _customerNo, text => Fits(
            text, CustomerNoLengthMaximum, text.All(char.IsAsciiDigit)))
        .Mandatory("virtualAccountNo", _accountNo, text => Fits(text, AccountNoLengthMaximum, IsPossible));

    bool Fits(string text, int lengthMaximum, bool isPossible) =>
        Characters.AreAtMost(text, lengthMaximum) && (isPossible || !_isStrict);

    // A caller that need not keep to the letter may also say the whole number. What came as a number has lost its
    // zeros.
    bool IsCustomer(string number, bool isCustomerNumber)
    {
        var rest = number[PrefixLength..];
        if (CustomerNo == rest)
            return true;

        return !_isStrict && (isCustomerNumber
            ? CustomerNo.PadLeft(rest.Length, '0') == rest || CustomerNo.PadLeft(NumberLength, '0') == number
            : CustomerNo == number || CustomerNo == VirtualAccountNo);
    }

    static string Unpadded(string text, int length)
    {
        var trimmed = text.Trim(' ');
        return trimmed.Length == Padding.Length + length && trimmed.StartsWith(Padding, StringComparison.Ordinal)
            ? trimmed[Padding.Length..]
            : trimmed;
    }

    static bool AreDigits(string text, int length) => text.Length == length && text.All(char.IsAsciiDigit);
}
