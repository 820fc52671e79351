namespace Periksa.Partners;

/// <summary>Stamps that are good once, shared by all hosts.</summary>
/// <remarks>
/// A stamp whose zone is not believed was perhaps made honestly at another time: what was signed then is taken once,
/// and not again.
/// </remarks>
public interface IOnceStamps
{
    /// <summary>Uses a stamp up, and has that durable before it returns.</summary>
    /// <param name="stamp">Its text, as it was signed.</param>
    /// <returns>False where the caller has used it before.</returns>
    Task<bool> Use(Credential caller, string stamp);
}
