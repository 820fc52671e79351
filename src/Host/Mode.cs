namespace Periksa.Host;

/// <summary>The mode of this host. It decides what is trusted, so nothing but <c>Periksa__Mode</c> sets it.</summary>
enum Mode
{
    /// <summary>Everything is answered offline, and every secret is public.</summary>
    Sandbox,

    Production,
}
