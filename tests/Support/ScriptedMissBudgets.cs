namespace Periksa.Tests.Support;

/// <summary>Miss budgets that only the partners and credentials named have spent.</summary>
public sealed class ScriptedMissBudgets(params string[] spent) : IMissBudgets
{
    public bool IsSpent(Partner partner) => spent.Contains(partner.Id);

    public bool IsSpent(Credential credential) => spent.Contains(credential.Name);
}
