using Npgsql;
using Periksa.Bench;

if (args is not [var repository, var work, var socket, var pgbench])
{
    Console.Error.WriteLine("Start it with 'make bench', which makes the server that it measures with.");
    return 1;
}

try
{
    await Measure(new(repository, work, socket, pgbench), Pace.FromEnvironment());
    return 0;
}
catch (Exception e) when (e is InvalidOperationException or NpgsqlException)
{
    Console.Error.WriteLine($"bench: {e.Message}");
    return 1;
}

static async Task Measure(Place place, Pace pace)
{
    var table = new Table();
    var rounds = new Rounds(place);
    var plain = new Tally(place, Databases.Plain);
    var periksa = new Tally(place, Databases.Periksa);
    var full = new Tally(place, Databases.Full);

    await Databases.Make(place);
    await using var peers = await Peers.Start(place);
    await Task.Delay(Pace.Idle);
    var idleMegabytes = peers.Periksa.ResidentMegabytes;

    Console.WriteLine("As fast as the answers come, after a warm-up:");
    var saturation = await Saturation.Measure(place, pace, rounds, peers, plain, periksa);
    Report.Add(table, saturation);

    Console.WriteLine(Table.Text($"At {Pace.SteadyPerSecond:N0} requests a second:"));
    Report.Add(table, await Steady.Measure(pace, rounds, peers, plain, periksa));

    Console.WriteLine(Table.Text($"After {pace.History:N0} inquiries, which take a while to store:"));
    Report.Add(table, await History.Measure(place, pace, rounds, peers, periksa, full), pace.History);

    Report.AddMemory(table, idleMegabytes, saturation.ResidentMegabytes);

    Console.WriteLine("From start to first answer:");
    Report.AddStart(table, await Startup.Measure(place));

    foreach (var tally in new[] { plain, periksa, full })
        await tally.Check();

    string[] notes =
    [
        await Facts.Read(place, rounds.Flushes),
        Report.Counted(periksa.Stored + full.Stored - pace.History, plain.Stored),
    ];
    table.WriteTo(place.Readme, notes);
    Console.WriteLine($"\n{table}\n{string.Join('\n', notes)}");
}
