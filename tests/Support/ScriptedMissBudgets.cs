namespace Periksa.Tests.Support;

/// <summary>Miss budgets that only the partners named have spent.</summary>
public sealed class ScriptedMissBudgets(params string[] spent) : IMissBudgets
{
    public bool IsSpent(Partner partner) => spent.Contains(partner.Id);
}
