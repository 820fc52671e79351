using Periksa.Wire.SnapServer.Laws;

namespace Periksa.Dialects.Paydia.Tests;

public sealed class WireTests() : SnapGoldens(Subject.Inquiry, Callers.Credentials, Callers.Tokens)
{
    public static TheoryData<string> Promised => SnapPromises.Of(Subject.Inquiry, typeof(Codes));
}
