using Periksa.Bench.Cluster;

switch (args)
{
    case ["load", var folder, var address]:
        await Load.Run(new(folder), new(address));
        return 0;

    case ["count", var folder]:
        return await Counting.Run(new(folder)) ? 0 : 1;

    default:
        Console.Error.WriteLine("Start it with 'make cluster', which makes the cluster that it asks.");
        return 1;
}
