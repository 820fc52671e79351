namespace Periksa;

/// <summary>Says when a partner has asked enough. It answers from memory and never waits.</summary>
public interface IThrottle
{
    /// <summary>Takes one request from the partner's allowance in this dialect; false when there is none left.</summary>
    bool Admits(Partner partner, string dialect);

    /// <summary>Whether the partner has any of its miss budget left, as far as this host knows. The journal has the last
    /// word, so a host that knows too little lets nobody past.</summary>
    bool MayMiss(Partner partner);
}
