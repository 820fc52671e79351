using Npgsql;
using Periksa.Store.SealedDays;

namespace Periksa.Store.Proof;

/// <summary>Digests every sealed day anew, and compares it with what was sealed, with the chain, and with heads that
/// were kept elsewhere.</summary>
/// <param name="heads">Heads that are known from elsewhere, by day.</param>
sealed class SealCheck(NpgsqlConnection connection, IReadOnlyDictionary<DateOnly, string> heads)
{
    public const string Name = "sealed-days";

    readonly Differences _found = new();

    /// <returns>How many days there were, and what differs.</returns>
    /// <param name="kept">The days whose inquiries are kept.</param>
    public async Task<(int Days, Differences Found)> Run(IReadOnlyList<DateOnly> kept, CancellationToken cancel)
    {
        var days = await SealedDay.All(connection);
        SealedDay? before = null;
        foreach (var day in days)
        {
            CheckChain(day, before);
            await CheckParts(day, kept, cancel);
            before = day;
        }

        foreach (var (day, head) in heads.Where(head => days.All(sealedDay => sealedDay.Day != head.Key)))
            _found.Add($"day {day:yyyy-MM-dd} should be sealed with head {head}, and is not sealed");

        return (days.Count, _found);
    }

    void CheckChain(SealedDay day, SealedDay? before)
    {
        if (before is not null && before.Day.AddDays(1) != day.Day)
            _found.Add($"the days between {before.Day:yyyy-MM-dd} and {day.Day:yyyy-MM-dd} are not sealed");

        if (!day.Head.AsSpan().SequenceEqual(SealedDay.Of(day.Day, before?.Head, day.Parts).Head))
            _found.Add($"the head of day {day.Day:yyyy-MM-dd} is not made of its parts and the head before");

        if (heads.TryGetValue(day.Day, out var head) && !head.Equals(day.HeadText, StringComparison.OrdinalIgnoreCase))
            _found.Add($"day {day.Day:yyyy-MM-dd} was sealed with head {head}, and has head {day.HeadText} now");
    }

    async Task CheckParts(SealedDay day, IReadOnlyList<DateOnly> kept, CancellationToken cancel)
    {
        foreach (var part in DayPart.All)
        {
            if (part.Name is DayPart.Inquiries && !kept.Contains(day.Day))
            {
                CheckForgotten(day, kept);
                continue;
            }

            var was = day.Parts.FirstOrDefault(one => one.Part == part.Name);
            var found = await part.Digest(connection, day.Day, cancel);
            if (!found.IsSame(was))
            {
                _found.Add($"the {part.Name} of day {day.Day:yyyy-MM-dd} were {was.Rows} when it was sealed, "
                    + (found.Rows == was.Rows ? "and are not the same now" : $"and are {found.Rows} now"));
            }
        }
    }

    // Retention forgets the oldest days, and its digest still stands for what was there.
    void CheckForgotten(SealedDay day, IReadOnlyList<DateOnly> kept)
    {
        var was = day.Parts.FirstOrDefault(one => one.Part is DayPart.Inquiries);
        if (was.Rows > 0 && kept.Any(one => one < day.Day))
            _found.Add($"the inquiries of day {day.Day:yyyy-MM-dd} are gone, and those of older days are kept");
    }
}
