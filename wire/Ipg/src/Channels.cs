namespace Periksa.Wire.Ipg;

/// <summary>What channels and their gateway have agreed on besides.</summary>
public static class Channels
{
    /// <summary>Where channels ask what is owed.</summary>
    public const string InquiryPath = "/api/v2/ch/inquiry";

    /// <summary>The header with the client's name. The vendor's channel pages know none: without it a client is known
    /// by its address.</summary>
    public const string ClientHeader = "X-CHANNEL-CLIENT";

    /// <summary>A transaction_date, by a clock in Jakarta.</summary>
    public const string DateFormat = "yyyy-MM-dd HH:mm:ss";
}
