namespace Periksa.Host;

/// <summary>The configuration cannot be followed. The message is one sentence that tells an operator what to
/// set.</summary>
/// <param name="exitCode">What the program ends with.</param>
sealed class SettingsException(string message, int exitCode = 1) : Exception(message)
{
    public int ExitCode => exitCode;
}
