using System.Reflection;

namespace Periksa.Postgres.Hosts;

/// <summary>The name of this host among those that share a database, and its version.</summary>
public sealed record HostIdentity(string Name, string Version)
{
    /// <param name="name">What an operator calls it; <c>null</c> or empty for the machine's name and the process's
    /// number.</param>
    public static HostIdentity Of(string? name) => new(
        string.IsNullOrWhiteSpace(name) ? $"{Environment.MachineName}:{Environment.ProcessId}" : name.Trim(),
        typeof(HostIdentity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion ?? "unknown");
}
