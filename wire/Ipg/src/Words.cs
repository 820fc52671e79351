namespace Periksa.Wire.Ipg;

/// <summary>The words of <c>rc</c> that an inquiry may be answered with.</summary>
public static class Words
{
    public const string Success = "SUCCESS";
    public const string Authentication = "BILLER_AUTHENTICATION";
    public const string InvalidTransaction = "BILLER_INVALID_TRANSACTION";
    public const string InvalidVaNumber = "BILLER_INVALID_VA_NUMBER";
    public const string AlreadyPaid = "BILLER_BILL_ALREADY_PAID";
    public const string BillNotFound = "BILLER_BILL_NOT_FOUND";
    public const string GatewayInvalidResponse = "BILLER_GATEWAY_INVALID_RESPONSE";
}
