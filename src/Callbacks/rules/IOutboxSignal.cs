namespace Periksa.Callbacks;

/// <summary>Rung when a message to be posted has been committed, so that nobody needs to look for it first.</summary>
/// <remarks>It spares a fraction of a second and no more: whoever waits for it looks now and then all the
/// same.</remarks>
public interface IOutboxSignal
{
    /// <summary>Never waits, and never throws.</summary>
    void Ring();
}
