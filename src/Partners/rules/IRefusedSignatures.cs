namespace Periksa.Partners;

/// <summary>Finds out which known mistake explains a signature that was refused: later and off the answering path, or
/// at once in a sandbox, whose callers are told.</summary>
public interface IRefusedSignatures
{
    /// <summary>Has it examined if there is time; it never waits, and drops the case when busy.</summary>
    /// <returns>What was found, where that is known at once and may be told; else <c>null</c>.</returns>
    /// <param name="operation">What was asked for, e.g. <c>POST /snap/v1.0/access-token/b2b</c>.</param>
    /// <param name="examine">Names the mistake in a sentence of our own; <c>null</c> when none explains it. Called on
    /// another thread, once, or never.</param>
    string? Examine(Credential credential, string operation, Func<string?> examine);
}
