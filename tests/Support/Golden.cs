using System.Reflection;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Wire.Http;
using Xunit;

namespace Periksa.Tests.Support;

/// <summary>Replays one recorded exchange and demands the same reply, byte for byte.</summary>
/// <remarks>
/// A golden is an .http file: a request, a line of <c>###</c>, and the reply the wire promises. Nothing is scrubbed:
/// timestamps, ids and decimals are part of a wire's contract, so a dialect under test runs on a stopped clock and
/// scripted fakes. <c>ACCEPT=1</c> rewrites the replies; the diff is then reviewed like code.
/// </remarks>
public static class Golden
{
    /// <summary>All of the dialect's, by their paths below its folder of goldens.</summary>
    public static TheoryData<string> All() => [.. NamesIn("")];

    /// <summary>Those below one folder, with what was sent and said; in the order of their paths.</summary>
    public static IEnumerable<(string Name, Exchange Exchange)> In(string folder) =>
        NamesIn(folder).Select(name => (name, Exchange.Read(Path.Combine(Folder, folder, name))));

    /// <summary>What the dialect replies in its goldens, all of it.</summary>
    public static IEnumerable<string> Replies => RepliesIn("");

    /// <summary>What it replies in those below one folder.</summary>
    public static IEnumerable<string> RepliesIn(string folder) =>
        FilesIn(Path.Combine(Folder, folder)).Select(file => Exchange.Read(file).Reply);

    public static async Task Replay(
        string golden, Action<IServiceCollection> services, Action<IEndpointRouteBuilder> map)
    {
        var path = Path.Combine(Folder, golden);
        var exchange = Exchange.Read(path);

        var recent = new RecentRequests(TimeProvider.System);
        await using var host = await BareHost.Start(Stopped, map, exchange.From);
        using var request = exchange.ToRequest();
        using var reply = await host.Client.SendAsync(request);
        var said = await Exchange.Print(reply);
        Explained.Check(reply, await reply.Content.ReadAsStringAsync(), recent.Of(partner: null));

        if (Environment.GetEnvironmentVariable("ACCEPT") == "1")
            await (exchange with { Reply = said }).Write(path);
        else
            Assert.Equal(exchange.Reply, said);

        void Stopped(IServiceCollection all)
        {
            all.AddSingleton<TimeProvider>(new StoppedClock(exchange.At));
            all.AddSingleton(recent);
            services(all);
        }
    }

    /// <summary>Where the dialect keeps its goldens, as its tests' project file records it.</summary>
    internal static string Folder { get; } = Assembly.GetEntryAssembly()!
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(one => one.Key == "Goldens").Value!;

    static IEnumerable<string> NamesIn(string folder) => FilesIn(Path.Combine(Folder, folder))
        .Select(file => Path.GetRelativePath(Path.Combine(Folder, folder), file))
        .Order(StringComparer.Ordinal);

    static string[] FilesIn(string folder) => Directory.GetFiles(folder, "*.http", SearchOption.AllDirectories);
}
