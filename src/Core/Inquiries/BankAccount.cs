namespace Periksa;

/// <summary>An account as a caller names it: a bank's code and a number of ASCII digits.</summary>
public readonly record struct BankAccount(string BankCode, string Number);
