namespace Periksa.Partners;

/// <summary>Says when a partner has asked enough. It answers from memory and never waits.</summary>
public interface IThrottle
{
    /// <summary>Takes one request from the partner's allowance in this dialect;
    /// false when there is none left.</summary>
    bool Admits(Partner partner, DialectName dialect);
}
