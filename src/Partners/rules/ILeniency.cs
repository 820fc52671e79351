namespace Periksa.Partners;

/// <summary>Counts what was let pass that the vendor's contract, taken to the letter, would refuse. It never
/// waits.</summary>
public interface ILeniency
{
    /// <param name="what">What the contract would have refused, in a few words of our own, e.g.
    /// <c>X-EXTERNAL-ID</c> or <c>hex signature</c>; never anything the caller sent.</param>
    void Count(Partner partner, DialectName dialect, string what);
}
