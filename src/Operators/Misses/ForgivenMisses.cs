namespace Periksa.Operators.Misses;

/// <summary>A miss budget that is full again.</summary>
/// <param name="Whose">A partner's id, or <c>dialect:name</c> of a credential that has a budget of its own.</param>
/// <param name="Budget">How many misses it has in store now.</param>
/// <param name="Left">How many it had until now; below zero: were owed. <c>null</c> where none was missing.</param>
public sealed record ForgivenMisses(string Whose, int Budget, int? Left);
