using Periksa.Bench;

if (args is not [var repository, var work, var socket, var pgbench])
{
    Console.Error.WriteLine("Start it with 'make bench', which makes the database that it measures with.");
    return 1;
}

var place = new Place(repository, work, socket, pgbench);
var pace = Pace.FromEnvironment();
var table = new Table();
var idle = TimeSpan.FromSeconds(5);

await Databases.Make(place);
await using var peers = await Peers.Start(place);
await Task.Delay(idle);
var idleMegabytes = peers.Periksa.ResidentMegabytes;

var plain = new Tally(place, Databases.Plain);
var periksa = new Tally(place, Databases.Periksa);
var full = new Tally(place, Databases.Full);

Console.WriteLine("As fast as the answers come, after a warm-up:");
var saturation = await Saturation.Measure(place, pace, peers, plain, periksa);
Report.Add(table, saturation);

Console.WriteLine($"At {Pace.SteadyPerSecond} requests a second:");
Report.Add(table, await Steady.Measure(pace, peers, plain, periksa));

Console.WriteLine(Table.Text($"After {pace.History:N0} inquiries, which take a while to store:"));
Report.Add(table, await History.Measure(place, pace, peers, periksa, full), pace.History);

Report.AddMemory(table, idleMegabytes, saturation.ResidentMegabytes);

Console.WriteLine("From start to first answer:");
Report.AddStart(table, await Startup.Measure(place));

foreach (var tally in new[] { plain, periksa, full })
    await tally.Check();

var facts = await Facts.Read(place);
var books = Table.Text($"""
    Counted afterwards: every acknowledged inquiry is stored and on its invoice exactly once. Periksa's
    {periksa.Stored + full.Stored - pace.History:N0}, the plain way's {plain.Stored:N0}; no request failed.
    """);
table.WriteTo(place.Readme, facts, books);
Console.WriteLine($"\n{table}\n{facts}\n{books}");
return 0;
