using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Periksa.Bench.Micro;

// In this process: a program generated, built and started for each benchmark would take minutes and not be truer.
var job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance);
var config = ManualConfig.CreateEmpty()
    .AddJob(job)
    .AddDiagnoser(MemoryDiagnoser.Default)
    .WithOptions(ConfigOptions.DisableLogFile);

var summary = BenchmarkRunner.Run<Verifying>(config);

// These lines are for the bench to read: the name, nanoseconds, allocated bytes.
foreach (var report in summary.Reports)
{
    if (report is not { Success: true, ResultStatistics: { } time })
        throw new InvalidOperationException($"{report.BenchmarkCase.DisplayInfo} could not be timed.");

    var name = report.BenchmarkCase.Descriptor.WorkloadMethod.Name;
    var bytes = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase);
    Console.WriteLine(FormattableString.Invariant($"result {name} {time.Median:F0} {bytes}"));
}
