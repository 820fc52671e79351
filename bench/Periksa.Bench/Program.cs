using Npgsql;
using Periksa.Bench;
using Periksa.Bench.Against;
using Periksa.Bench.Billing;
using Periksa.Bench.Callbacks;
using Periksa.Bench.Disbursing;
using Periksa.Bench.Lasting;
using Periksa.Bench.Looking;
using Periksa.Bench.Providers;
using Periksa.Bench.Snap;

if (args is not [var repository, var work, var socket, var pgbench, var pair, var other, var commit])
{
    Console.Error.WriteLine("Start it with 'make bench', which makes the server that it measures with.");
    return 1;
}

try
{
    var place = new Place(repository, work, socket, pgbench);
    var pace = Pace.FromEnvironment();

    if (other.Length > 0)
        await Compare(place, place with { BuiltIn = other }, commit, pace);
    else
        await Measure(place, place with { Socket = pair }, pace);

    return 0;
}
catch (Exception e) when (e is InvalidOperationException or NpgsqlException)
{
    Console.Error.WriteLine($"bench: {e.Message}");
    return 1;
}

static async Task Compare(Place place, Place other, string commit, Pace pace)
{
    var rounds = new Rounds(place);
    var table = await Comparison.Measure(place, other, commit, pace, rounds);
    Console.WriteLine($"\n{table}\n{await Facts.Read(place, rounds.Flushes)}");
}

static async Task Measure(Place place, Place pair, Pace pace)
{
    var table = new Table();
    var rounds = new Rounds(place);
    var notes = new List<string>();

    await Databases.Make(place);
    if (pace.Includes(Pace.Sento))
        notes.Add(await MeasureSento(place, pace, rounds, table));
    if (pace.Includes(Pace.Snap))
        notes.AddRange(await MeasureSnap(place, pace, rounds, table));
    if (pace.Includes(Pace.Disbursements))
        notes.Add(await MeasureDisbursements(place, pace, rounds, table));
    if (pace.Includes(Pace.Bills))
        notes.Add(await MeasureBills(place, pace, rounds, table));
    if (pace.Includes(Pace.Year))
        await LastingRows.AddYear(table, place, pace, rounds);
    if (pace.Includes(Pace.Snapshot))
        await LastingRows.AddSnapshot(table, place, pace, rounds);
    if (pace.Includes(Pace.Standby))
        await Replicated.Add(table, place, pair, pace, rounds);
    notes.AddRange(await MeasureProviders(place, pace, rounds, table));
    if (pace.Includes(Pace.Console))
        await MeasurePages(place, pace, table);

    notes.Insert(0, await Facts.Read(place, rounds.Flushes));
    if (pace.Only.Count == 0)
        table.WriteTo(place.Readme, notes);
    Console.WriteLine($"\n{table}\n{string.Join('\n', notes)}");
}

static async Task<string> MeasureSento(Place place, Pace pace, Rounds rounds, Table table)
{
    var plain = new Tally(place, Databases.Plain);
    var periksa = new Tally(place, Databases.Periksa);
    var full = new Tally(place, Databases.Full);

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

    return Report.Counted(periksa.Stored + full.Stored - pace.History, plain.Stored);
}

static async Task<string[]> MeasureSnap(Place place, Pace pace, Rounds rounds, Table table)
{
    Console.WriteLine("Signed, as fast as the answers come, after a warm-up:");
    var signed = await Signed.Measure(place, pace, rounds);
    SnapReport.Add(table, signed);

    Console.WriteLine("Verifying signatures, which takes half a minute.");
    SnapReport.Add(table, await Verification.Measure(place));

    Console.WriteLine(Table.Text($"Calling back, with {Pace.DeadEndpoints} of {Pace.Endpoints} endpoints dead:"));
    var calling = await Calling.Measure(place, pace, rounds);
    CallbackReport.Add(table, calling, pace);

    return [SnapReport.Counted(signed.Stored), CallbackReport.Counted(calling.Called)];
}

static async Task<string> MeasureDisbursements(Place place, Pace pace, Rounds rounds, Table table)
{
    Console.WriteLine(Table.Text($"Asking about one of {pace.History:N0} disbursements, which take a while to store:"));
    DisbursingReport.Add(table, await Reading.Measure(place, pace, rounds), pace);

    Console.WriteLine("Sending money from one account, after a warm-up:");
    var transferring = await Transferring.Measure(place, pace, rounds);
    DisbursingReport.Add(table, transferring);

    return DisbursingReport.Counted(transferring.Stored);
}

static async Task<string> MeasureBills(Place place, Pace pace, Rounds rounds, Table table)
{
    Console.WriteLine(Table.Text($"Asking what one of {Pace.ManyBills:N0} virtual accounts owes:"));
    BillReport.Add(table, await BillReading.Measure(place, pace, rounds));

    Console.WriteLine("Paying to virtual accounts:");
    var paying = await BillPaying.Measure(place, pace, rounds);
    BillReport.Add(table, paying);

    Console.WriteLine(Table.Text($"Importing {Pace.ImportedRows:N0} bills, again and again:"));
    BillReport.Add(table, await Importing.Measure(place, rounds));

    return BillReport.Counted(paying.Stored);
}

static async Task MeasurePages(Place place, Pace pace, Table table)
{
    Console.WriteLine(Table.Text(
        $"Looking at the console beside {pace.History:N0} inquiries, which take a while to store:"));
    var pages = await Pages.Measure(place, pace);
    var slowest = pages.MaxBy(page => page.Slow)!;
    table.Add(
        Table.Text($"the console's slowest page of {pages.Count}, {pace.History:N0} inquiries stored, p95"),
        Table.Text($"{slowest.Slow:F0} ms"),
        slowest.Path,
        goal: Table.Text($"≤ {Pages.GoalMilliseconds:0} ms: {Table.Met(slowest.Slow <= Pages.GoalMilliseconds)}"));
}

static async Task<string[]> MeasureProviders(Place place, Pace pace, Rounds rounds, Table table)
{
    var notes = new List<string>();
    if (pace.Includes(Pace.Added))
    {
        Console.WriteLine(Table.Text($"Passing {Pace.SteadyPerSecond:N0} questions a second on to a provider:"));
        ProviderReport.Add(table, await Added.Measure(place, pace, rounds));
    }

    if (pace.Includes(Pace.Hung))
    {
        Console.WriteLine("Asking while one of two providers hangs.");
        var hung = await BesideHung.Measure(place, pace);
        ProviderReport.Add(table, hung);
        notes.Add(ProviderReport.Counted(hung));
    }

    if (pace.Includes(Pace.Late))
    {
        Console.WriteLine(Table.Text($"Waiting for {Pace.LateQuestions:N0} late answers."));
        ProviderReport.Add(table, await Lateness.Measure(place));
    }

    if (pace.Includes(Pace.Remembered))
    {
        Console.WriteLine(Table.Text($"Remembering {pace.RememberedAnswers:N0} answers, which take a while to store:"));
        ProviderReport.Add(table, await Remembering.Measure(place, pace, rounds), pace.RememberedAnswers);
    }

    return [.. notes];
}
