namespace Periksa.Dialects.Ipg.Tests.Biller;

/// <summary>Tests that look at the memory of the whole process, or fill much of it: nothing else runs
/// meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public class LargeFiles
{
    public const string Name = "Large files";
}
