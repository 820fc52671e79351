namespace Periksa.Dialects.SingaPay;

/// <summary>Refusals of a field that is wrong: bare in version 1, after <c>Validation error - </c> in version
/// 2.</summary>
internal static class Sentences
{
    public const string GrantTypeRequired = "The grant type field is required.";
    public const string GrantTypeInvalid = "The selected grant type is invalid.";

    public const string AccountIdRequired = "The account id field is required.";
    public const string AccountIdMistyped = "The account id field must be a string.";

    public const string ReferenceRequired = "The reference number field is required.";
    public const string ReferenceMistyped = "The reference number field must be a string.";

    public const string AmountRequired = "The amount field is required.";
    public const string AmountMistyped = "The amount field must be a number.";
    public const string AmountTooFine = "The amount field must have 0-2 decimal places.";
    public const string AmountTooSmall = "The amount field must be at least 10000.";
    public const string AmountTooLarge = "The amount field must not be greater than 1000000000000.";

    public const string BankCodeRequired = "The bank code field is required.";
    public const string BankCodeInvalid = "The selected bank code is invalid.";
    public const string SwiftCodeRequired = "The bank swift code field is required.";
    public const string SwiftCodeInvalid = "The selected bank swift code is invalid.";

    public const string AccountNumberRequired = "The bank account number field is required.";
    public const string AccountNumberMistyped = "The bank account number field must be a string.";
    public const string AccountNumberInvalid = "The bank account number field must be between 1 and 34 digits.";
    public const string PaidNumberInvalid = "The bank account number field must be between 6 and 30 digits.";

    public const string NotesMistyped = "The notes field must be a string.";
    public const string NotesTooLong = "The notes field must not be greater than 100 characters.";
}
