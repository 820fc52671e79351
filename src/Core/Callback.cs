namespace Periksa;

/// <summary>A message for a caller, written once and posted until it has arrived.</summary>
/// <param name="Credential">Whose it is; it goes to the URL registered for that credential.</param>
/// <param name="At">When the status became final.</param>
public sealed record Callback(CredentialName Credential, ReadOnlyMemory<byte> Body, DateTimeOffset At);
