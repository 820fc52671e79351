namespace Periksa.Bench;

/// <summary>What one round showed.</summary>
/// <param name="P50">Milliseconds, as <paramref name="P99"/>.</param>
readonly record struct Load(long Requests, double PerSecond, double P50, double P99);
