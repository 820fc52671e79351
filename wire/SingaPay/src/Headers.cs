namespace Periksa.Wire.SingaPay;

/// <summary>The headers of requests and webhooks, spelt as the vendor's page spells them.</summary>
public static class Headers
{
    public const string PartnerId = "X-PARTNER-ID";
    public const string ClientId = "X-CLIENT-ID";
    public const string Signature = "X-Signature";
    public const string Timestamp = "X-Timestamp";
    public const string Authorization = "Authorization";
    public const string UserAgent = "User-Agent";
    public const string Accept = "Accept";
}
