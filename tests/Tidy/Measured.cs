namespace Periksa.Tests.Tidy;

/// <summary>How large something is, and what it is.</summary>
sealed record Measured(int Size, string What);
