using System.Globalization;

namespace Periksa.Bench.Cluster;

/// <summary>What callers saw between one blow and the next.</summary>
static class Story
{
    public static void Tell(Folder folder, IReadOnlyList<Note> notes)
    {
        WriteSeconds(folder, notes);

        var events = ReadEvents(folder);
        var start = events[0].At;
        Console.WriteLine(
            "What callers saw. A gap is the longest time in which nobody heard that something had been written down, "
            + "told where it ended.");
        for (var i = 0; i < events.Count; i++)
        {
            var (at, what) = events[i];
            var end = i + 1 < events.Count ? events[i + 1].At : DateTimeOffset.MaxValue;
            Say($"{(at - start).TotalSeconds,6:F1} s  {what}");
            foreach (var dialect in notes.GroupBy(note => note.Dialect).OrderBy(group => group.Key))
                Tell(dialect.Key, [.. dialect], at, end);
        }
    }

    static void Tell(string dialect, Note[] notes, DateTimeOffset from, DateTimeOffset end)
    {
        var here = notes.Where(note => note.At >= from && note.At < end).ToArray();
        if (here.Length == 0)
            return;

        var codes = here.GroupBy(note => note.Code).OrderByDescending(group => group.Count())
            .Select(group => Text($"{group.Key}: {group.Count():N0}"));
        var (gap, longest) = (Gap(notes, from, end), here.Max(note => note.Wait).TotalSeconds);
        Say($"    {dialect,-12} gap {gap,4:F1} s, longest wait {longest,4:F1} s; {string.Join(", ", codes)}");
    }

    // Seconds between one acknowledgement and the next, which may have begun before.
    static double Gap(Note[] notes, DateTimeOffset from, DateTimeOffset end)
    {
        var gap = TimeSpan.Zero;
        DateTimeOffset? last = null;
        foreach (var note in notes.Where(note => note.IsAcknowledged))
        {
            if (last is { } before && note.At >= from && note.At < end && note.At - before > gap)
                gap = note.At - before;

            last = note.At;
        }

        return gap.TotalSeconds;
    }

    static void WriteSeconds(Folder folder, IReadOnlyList<Note> notes)
    {
        var start = notes[0].At;
        File.WriteAllLines(
            folder.Seconds,
            notes.GroupBy(note => ((int)(note.At - start).TotalSeconds, note.Dialect, note.Code))
                .Select(group => Text($"{group.Key.Item1}\t{group.Key.Dialect}\t{group.Key.Code}\t{group.Count()}"))
                .Prepend("second\tdialect\tcode\tanswers"));
    }

    static List<(DateTimeOffset At, string What)> ReadEvents(Folder folder) =>
    [
        .. File.ReadLines(folder.Events).Select(line => line.Split(' ', 2)).Select(parts => (
            DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(parts[0], CultureInfo.InvariantCulture)), parts[1])),
    ];

    static void Say(FormattableString text) => Console.WriteLine(Text(text));

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
