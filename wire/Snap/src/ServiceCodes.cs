namespace Periksa.Wire.Snap;

/// <summary>The services' codes.</summary>
public static class ServiceCodes
{
    /// <summary>API External Account Inquiry.</summary>
    public const int AccountInquiryExternal = 16;

    /// <summary>API Transfer to Bank, account inquiry.</summary>
    public const int BankAccountInquiry = 42;

    /// <summary>API Access Token B2B.</summary>
    public const int AccessTokenB2B = 73;
}
