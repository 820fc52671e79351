using System.Diagnostics;
using System.Globalization;

namespace Periksa.Bench;

/// <summary>From the start of the process to the first answer, its private database's start included.</summary>
static class Startup
{
    const int Times = 5;

    public static async Task<double> Measure(Place place)
    {
        await Once(place);   // makes the database, which happens once in a host's life

        var seconds = new List<double>();
        for (var i = 0; i < Times; i++)
        {
            seconds.Add(await Once(place));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {seconds[^1]:F2} s"));
        }

        return Series.Middle(seconds);
    }

    static async Task<double> Once(Place place)
    {
        var start = Stopwatch.GetTimestamp();
        await using var peer = Peer.Launch(
            place, place.Built("Periksa.Host", "periksa"), ("PERIKSA_DATA", place.Private));
        using var inquirer = new Inquirer(peer.Address);
        await peer.Until(() => Answers(inquirer));
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    static async Task<bool> Answers(Inquirer inquirer)
    {
        try
        {
            await inquirer.Ask();
            return true;
        }
        catch (HttpRequestException)
        {
            return false;   // nobody is listening yet
        }
    }
}
