using Periksa.Inquiries;
using Periksa.Wire.SingaPay;

namespace Periksa.Dialects.SingaPay;

/// <summary>Wire to core and back, of the question whose account it is. Pure as <see cref="Translation"/>
/// is.</summary>
internal static class Beneficiaries
{
    const string Valid = "valid";
    const string Invalid = "invalid";

    /// <summary>Reads version 2's question, or says in a sentence what is wrong with it.</summary>
    public static string? TryRead(BeneficiaryRequest wire, out BankAccount asked)
    {
        var bankFault = Fields.ReadBank(wire.BankCode, out var bank);
        var numberFault = Fields.ReadAccount(bank, wire.BankAccountNumber, out asked);
        return bankFault ?? numberFault;
    }

    /// <summary>Reads version 1's question, or says in a sentence what is wrong with it.</summary>
    public static string? TryRead(SwiftBeneficiaryRequest wire, out BankAccount asked)
    {
        var bankFault = Fields.ReadSwift(wire.BankSwiftCode, out var bank);
        var numberFault = Fields.ReadAccount(bank, wire.BankAccountNumber, out asked);
        return bankFault ?? numberFault;
    }

    /// <summary>The answer in version 2's words: an account that is not found is no success.</summary>
    /// <param name="bankCode">As it was sent.</param>
    /// <param name="number">As it was sent.</param>
    public static (Code Code, BeneficiaryData? Data) Write(InquiryAnswer answer, string bankCode, string number) =>
        answer.Match<(Code, BeneficiaryData?)>(
            found => (Codes.Success, new(
                bankCode,
                Valid,
                found.Bank.ShortCode,
                found.Bank.Code,
                found.Bank.Swift,
                number,
                found.HolderName)),
            static _ => (Codes.NotFound, null),
            static _ => (Codes.Timeout, null),
            static _ => (Codes.GeneralFailure, null),
            static refused => (Codes.For(refused.Why), null));

    /// <summary>The answer in version 1's words: one of fault and data is there.</summary>
    /// <param name="number">As it was sent.</param>
    public static (Fault? Fault, SwiftBeneficiaryData? Data) Write(InquiryAnswer answer, string number) =>
        answer.Match<(Fault?, SwiftBeneficiaryData?)>(
            found => (null, Write(Valid, found.Bank, number, found.HolderName)),
            notFound => (null, Write(Invalid, notFound.Bank, number, holder: null)),
            static _ => (Faults.Timeout, null),
            static _ => (Faults.GeneralFailure, null),
            static refused => (Faults.For(refused.Why), null));

    static SwiftBeneficiaryData Write(string status, Bank bank, string number, string? holder) =>
        new(status, bank.ShortCode, bank.Code, bank.Swift, number, holder);
}
