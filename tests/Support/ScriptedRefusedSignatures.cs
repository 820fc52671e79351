using Periksa.Partners;

namespace Periksa.Tests.Support;

/// <summary>Examines every refused signature at once, and remembers what was found.</summary>
public sealed class ScriptedRefusedSignatures : IRefusedSignatures
{
    readonly List<(string Credential, string Operation, string? Cause)> _examined = [];

    public IReadOnlyList<(string Credential, string Operation, string? Cause)> Examined => _examined;

    public string? Examine(Credential credential, string operation, Func<string?> examine)
    {
        var cause = examine();
        lock (_examined)
            _examined.Add((credential.Name, operation, cause));

        return cause;
    }
}
