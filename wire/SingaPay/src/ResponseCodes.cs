namespace Periksa.Wire.SingaPay;

/// <summary>Version 2's codes, in the order of the vendor's appendix.</summary>
public static class ResponseCodes
{
    public const string Success = "SP000";
    public const string TransactionFailure = "SP001";
    public const string GeneralFailure = "SP002";
    public const string InsufficientBalance = "SP003";
    public const string DuplicateReference = "SP004";
    public const string Timeout = "SP005";
    public const string BeneficiaryLimit = "SP006";
    public const string AccountLimit = "SP007";
    public const string InvalidReference = "SP008";
    public const string TransactionNotFound = "SP009";
    public const string BeneficiaryNotFound = "SP010";
    public const string VendorNotActive = "SP011";
    public const string BadRequest = "SP012";
    public const string Unauthorized = "SP013";

    /// <summary>Said of a path, and of an account whose holder is asked for.</summary>
    public const string NotFound = "SP014";

    public const string Forbidden = "SP015";
    public const string SignatureInvalid = "SP016";
    public const string AddressNotRegistered = "SP017";
    public const string ValidationError = "SP018";
    public const string GeneralError = "SP019";
    public const string AccountNotFound = "SP020";

    /// <summary>In no appendix, but seen: the account has a credential of its own.</summary>
    public const string OtherCredential = "SP403";
}

/// <summary>Where a disbursement stands, in the order of the vendor's appendix, and what that is called.</summary>
public static class TransactionStatuses
{
    public const string Success = "00";
    public const string Initiated = "01";
    public const string Paying = "02";
    public const string Pending = "03";
    public const string Refunded = "04";
    public const string Canceled = "05";
    public const string Failed = "06";
    public const string NotFound = "07";

    /// <summary>The word that goes with a code; <c>null</c> for a code that is none.</summary>
    public static string? Word(string code) => code switch
    {
        Success => "Success",
        Initiated => "Initiated",
        Paying => "Paying",
        Pending => "Pending",
        Refunded => "Refunded",
        Canceled => "Canceled",
        Failed => "Failed",
        NotFound => "Not Found",
        _ => null,
    };
}
