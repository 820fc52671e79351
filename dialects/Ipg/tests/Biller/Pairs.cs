namespace Periksa.Dialects.Ipg.Tests.Biller;

/// <summary>Every two faults of a table, the earlier one first; and each with itself.</summary>
static class Pairs
{
    public static TheoryData<TFault, TFault> Of<TFault>()
        where TFault : struct, Enum
    {
        var pairs = new TheoryData<TFault, TFault>();
        var faults = Enum.GetValues<TFault>();
        for (var earlier = 0; earlier < faults.Length; earlier++)
        {
            for (var later = earlier; later < faults.Length; later++)
                pairs.Add(faults[earlier], faults[later]);
        }

        return pairs;
    }
}
