namespace Periksa.Connectors.Sandbox;

/// <param name="Absence">Why nobody can pay into it; <c>null</c> for an active account.</param>
public sealed record SandboxAccount(string HolderName, AccountAbsence? Absence);

/// <summary>The accounts that the sandbox's bank knows. It answers from memory and never waits.</summary>
public interface ISandboxDirectory
{
    SandboxAccount? Find(BankAccount account);
}
