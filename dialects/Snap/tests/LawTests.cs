using Periksa.Wire.SnapServer.Laws;

namespace Periksa.Dialects.Snap.Tests;

// What every SNAP dialect promises alike, once for each service.

public static class OfInternalInquiries
{
    public sealed class OrderOfChecksTests() : OrderOfSnapChecks(Subjects.Internal);

    public sealed class HostileTests() : HostileSnapRequests(Subjects.Internal);

    public sealed class LeniencyTests() : SnapLeniency(Subjects.Internal);

    public sealed class BodyTests() : SnapBodies(Subjects.Internal);

    public sealed class KeyTests() : SnapKeys(Subjects.Internal);

    public sealed class ExplanationTests() : SnapExplanations(Subjects.Internal);
}

public static class OfExternalInquiries
{
    public sealed class OrderOfChecksTests() : OrderOfSnapChecks(Subjects.External);

    public sealed class HostileTests() : HostileSnapRequests(Subjects.External);

    public sealed class LeniencyTests() : SnapLeniency(Subjects.External);

    public sealed class BodyTests() : SnapBodies(Subjects.External);

    public sealed class KeyTests() : SnapKeys(Subjects.External);

    public sealed class ExplanationTests() : SnapExplanations(Subjects.External);
}

public static class OfTransfersToBank
{
    public sealed class OrderOfChecksTests() : OrderOfSnapChecks(Subjects.TransferToBank);

    public sealed class HostileTests() : HostileSnapRequests(Subjects.TransferToBank);

    public sealed class LeniencyTests() : SnapLeniency(Subjects.TransferToBank);

    public sealed class BodyTests() : SnapBodies(Subjects.TransferToBank);

    public sealed class KeyTests() : SnapKeys(Subjects.TransferToBank);

    public sealed class ExplanationTests() : SnapExplanations(Subjects.TransferToBank);
}

public static class OfTransfers
{
    public sealed class OrderOfChecksTests() : OrderOfSnapChecks(Subjects.Transfer);

    public sealed class HostileTests() : HostileSnapRequests(Subjects.Transfer);

    public sealed class LeniencyTests() : SnapLeniency(Subjects.Transfer);

    public sealed class BodyTests() : SnapBodies(Subjects.Transfer);

    public sealed class KeyTests() : SnapKeys(Subjects.Transfer);

    public sealed class ExplanationTests() : SnapExplanations(Subjects.Transfer);
}

public static class OfStatuses
{
    public sealed class OrderOfChecksTests() : OrderOfSnapChecks(Subjects.Status);

    public sealed class HostileTests() : HostileSnapRequests(Subjects.Status);

    public sealed class LeniencyTests() : SnapLeniency(Subjects.Status);

    public sealed class BodyTests() : SnapBodies(Subjects.Status);

    public sealed class KeyTests() : SnapKeys(Subjects.Status);

    public sealed class ExplanationTests() : SnapExplanations(Subjects.Status);
}

public static class OfBalances
{
    public sealed class OrderOfChecksTests() : OrderOfSnapChecks(Subjects.Balance);

    public sealed class HostileTests() : HostileSnapRequests(Subjects.Balance);

    public sealed class LeniencyTests() : SnapLeniency(Subjects.Balance);

    public sealed class BodyTests() : SnapBodies(Subjects.Balance);

    public sealed class KeyTests() : SnapKeys(Subjects.Balance);

    public sealed class ExplanationTests() : SnapExplanations(Subjects.Balance);
}

public static class OfVirtualAccountInquiries
{
    public sealed class OrderOfChecksTests() : OrderOfSnapChecks(Subjects.VirtualAccountInquiry);

    public sealed class HostileTests() : HostileSnapRequests(Subjects.VirtualAccountInquiry);

    public sealed class LeniencyTests() : SnapLeniency(Subjects.VirtualAccountInquiry);

    public sealed class BodyTests() : SnapBodies(Subjects.VirtualAccountInquiry);

    public sealed class KeyTests() : SnapKeys(Subjects.VirtualAccountInquiry);

    public sealed class ExplanationTests() : SnapExplanations(Subjects.VirtualAccountInquiry);
}

public static class OfVirtualAccountPayments
{
    public sealed class OrderOfChecksTests() : OrderOfSnapChecks(Subjects.VirtualAccountPayment);

    public sealed class HostileTests() : HostileSnapRequests(Subjects.VirtualAccountPayment);

    public sealed class LeniencyTests() : SnapLeniency(Subjects.VirtualAccountPayment);

    public sealed class BodyTests() : SnapBodies(Subjects.VirtualAccountPayment);

    public sealed class KeyTests() : SnapKeys(Subjects.VirtualAccountPayment);

    public sealed class ExplanationTests() : SnapExplanations(Subjects.VirtualAccountPayment);
}

public static class OfVirtualAccountStatuses
{
    public sealed class OrderOfChecksTests() : OrderOfSnapChecks(Subjects.VirtualAccountStatus);

    public sealed class HostileTests() : HostileSnapRequests(Subjects.VirtualAccountStatus);

    public sealed class LeniencyTests() : SnapLeniency(Subjects.VirtualAccountStatus);

    public sealed class BodyTests() : SnapBodies(Subjects.VirtualAccountStatus);

    public sealed class KeyTests() : SnapKeys(Subjects.VirtualAccountStatus);

    public sealed class ExplanationTests() : SnapExplanations(Subjects.VirtualAccountStatus);
}
