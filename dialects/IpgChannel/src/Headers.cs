namespace Periksa.Dialects.IpgChannel;

/// <summary>The headers that say who is asking.</summary>
internal static class Headers
{
    /// <summary>The client's name. The vendor's channel pages know no such header: without it a client is known by
    /// its address.</summary>
    public const string Client = "X-CHANNEL-CLIENT";

    public const string Signature = "Signature";
}
