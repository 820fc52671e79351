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
