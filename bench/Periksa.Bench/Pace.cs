using System.Globalization;

namespace Periksa.Bench;

/// <summary>How long to measure. BENCH_SECONDS, BENCH_ROWS and BENCH_ONLY shorten it while something is being tried
/// out.</summary>
/// <param name="RoundSeconds">One round of one peer.</param>
/// <param name="History">Inquiries, or disbursements, already stored where that is what is measured.</param>
/// <param name="Only">The parts that are wanted; empty for all of them.</param>
sealed record Pace(int RoundSeconds, long History, IReadOnlyCollection<string> Only)
{
    public const string Sento = "sento";
    public const string Snap = "snap";
    public const string Disbursements = "disbursements";
    public const string Bills = "bills";
    public const string Year = "year";
    public const string Snapshot = "snapshot";
    public const string Standby = "standby";
    public const string Added = "added";
    public const string Hung = "hung";
    public const string Late = "late";
    public const string Remembered = "remembered";
    public const string Console = "console";

    static readonly string[] Parts =
        [Sento, Snap, Disbursements, Bills, Year, Snapshot, Standby, Added, Hung, Late, Remembered, Console];

    public const int SaturationRounds = 5;
    public const int SteadyRounds = 5;
    public const int HistoryRounds = 5;
    public const int SignedRounds = 5;

    /// <summary>More than elsewhere: questions about one of millions wait for the machine's memory, and how long they
    /// do changes from one round to the next with what its neighbours are at.</summary>
    public const int ReadingRounds = 15;

    public const int TransferRounds = 5;
    public const int BillRounds = 5;
    public const int LastingRounds = 5;
    public const int AddedRounds = 5;
    public const int RememberedRounds = 5;

    /// <summary>Twice five: first this build and then the other, and the next time the other way round.</summary>
    public const int AgainstRounds = 10;

    /// <summary>Days kept where there are many.</summary>
    public const int DaysOfAYear = 365;

    public const int FewDays = 10;

    /// <summary>Groups that one partner's invoice was changed by while somebody looked at the whole
    /// database.</summary>
    public const int GroupsBesideSnapshot = 20_000;

    /// <summary>Callers who ask at once, and whose bank takes its time. All of them fit into one queue.</summary>
    public const int PatientConnections = 3_000;

    public const int Connections = 64;
    public const int SteadyPerSecond = 1_000;

    /// <summary>Partners who are called back, each at an endpoint of its own.</summary>
    public const int Endpoints = 100;

    public const int DeadEndpoints = 10;

    /// <summary>Inquiries that end in a callback.</summary>
    public const int CallbacksPerSecond = 1_200;

    /// <summary>Callbacks that wait to be posted, when the courier finds them all at once.</summary>
    public const int Backlog = 20_000;

    public const int BacklogRounds = 3;

    /// <summary>Other inquiries that are asked while the courier works off a backlog.</summary>
    public const int AsidePerSecond = 100;

    /// <summary>So many are signed beforehand for each second of a round, which is more than anybody
    /// answers.</summary>
    public const int SignedPerSecond = 60_000;

    /// <summary>Likewise of transfers, which nobody answers as fast.</summary>
    public const int TransfersPerSecond = 20_000;

    /// <summary>Bills stored where there are many.</summary>
    public const long ManyBills = 1_000_000;

    /// <summary>Bills stored where they are paid: hardly two payments at once are for the same one.</summary>
    public const long PaidBills = 100_000;

    /// <summary>Bills in a file that is imported.</summary>
    public const int ImportedRows = 100_000;

    /// <summary>Disbursements, or bills, stored where there are few.</summary>
    public const long FewStored = 10_000;

    /// <summary>Questions while one of two providers hangs.</summary>
    public const int BesideHungPerSecond = 300;

    /// <summary>Questions that their provider answers later, all open at once.</summary>
    public const int LateQuestions = 10_000;

    /// <summary>After so long a host has come to rest, and nobody has asked it anything.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);

    /// <summary>The runtime replaces quick code by good code under load; before that, nothing is
    /// measured.</summary>
    public int WarmSeconds => (RoundSeconds * 2) + 2;

    public int SteadySeconds => Math.Max(2, RoundSeconds - 1);

    /// <summary>Callbacks are watched for longer: what does not keep up shows with time.</summary>
    public int CallbackSeconds => RoundSeconds * 5;

    /// <summary>Likewise of hosts beside a provider that hangs.</summary>
    public int HungSeconds => RoundSeconds * 5;

    /// <summary>Answers remembered where there are many.</summary>
    public long RememberedAnswers => History * 2;

    public bool Includes(string part) => Only.Count == 0 || Only.Contains(part);

    public static Pace FromEnvironment()
    {
        var only = (Environment.GetEnvironmentVariable("BENCH_ONLY") ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        return only.Except(Parts).FirstOrDefault() is { } unknown
            ? throw new InvalidOperationException(
                $"BENCH_ONLY names parts, with commas between: {string.Join(", ", Parts)}; not {unknown}.")
            : new((int)Number("BENCH_SECONDS", 4), Number("BENCH_ROWS", 5_000_000), only);
    }

    static long Number(string name, long otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
            ? long.Parse(text, CultureInfo.InvariantCulture)
            : otherwise;
}
