using Periksa.Disbursements;

namespace Periksa.Connectors.Sandbox;

/// <summary>The sandbox bank's record of the orders it was sent. It outlives every host, as a bank does.</summary>
public interface ISandboxPayouts
{
    /// <summary>Takes an order in, unless the bank has it already. Returns it as the bank has it.</summary>
    Task<SandboxPayout> Accept(PayoutOrder order, SandboxPayout fate, CancellationToken cancel);

    /// <summary>The order as the bank has it; <c>null</c> when it never had it.</summary>
    Task<SandboxPayout?> Find(PayoutOrderId id, CancellationToken cancel);
}

/// <summary>The outcome that the sandbox's bank gives an order.</summary>
/// <param name="AcceptedAt">In real time.</param>
/// <param name="Delay">How long after that it is settled; <c>null</c> for never.</param>
/// <param name="HolderName">Who is paid.</param>
/// <param name="Failure">Why nobody is paid; <c>null</c> when somebody is.</param>
public sealed record SandboxPayout(
    DateTimeOffset AcceptedAt, TimeSpan? Delay, string? HolderName, PayoutFailure? Failure);
