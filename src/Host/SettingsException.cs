namespace Periksa.Host;

/// <summary>The configuration cannot be followed. The message is one sentence that tells an operator what to
/// set.</summary>
sealed class SettingsException(string message) : Exception(message);
