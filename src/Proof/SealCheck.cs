using Npgsql;
using Periksa.Proof.SealedDays;

namespace Periksa.Proof;

/// <summary>Digests every sealed day anew, and compares it with what was sealed, with the chain, and with heads that
/// were kept elsewhere.</summary>
/// <param name="heads">Heads that are known from elsewhere, by day.</param>
sealed class SealCheck(NpgsqlConnection connection, IReadOnlyDictionary<DateOnly, string> heads)
{
    public const string Name = "sealed-days";

    readonly Differences _found = new();

    /// <returns>How many days there were, and what differs.</returns>
    public async Task<(int Days, Differences Found)> Run(CancellationToken cancel)
    {
        var days = await SealedDay.All(connection);
        SealedDay? before = null;
        foreach (var day in days)
        {
            CheckChain(day, before);
            await CheckParts(day, cancel);
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

    async Task CheckParts(SealedDay day, CancellationToken cancel)
    {
        // Whoever takes a part away from a day that was sealed with it breaks the chain.
        foreach (var part in DayPart.All.Where(
            part => !part.IsLaterOn || day.Parts.Any(one => one.Part == part.Name)))
        {
            var was = day.Parts.FirstOrDefault(one => one.Part == part.Name);
            var found = await part.Digest(connection, day.Day, cancel);
            if (found.IsSame(was))
                continue;

            // What is left of a day that was forgotten, perhaps while this looked at it, differs from it, of course.
            if (part.Name is DayPart.Inquiries && !await KeptDays.Has(connection, day.Day))
            {
                await CheckForgotten(day, was);
            }
            else
            {
                _found.Add($"the {part.Name} of day {day.Day:yyyy-MM-dd} were {was.Rows} when it was sealed, "
                    + (found.Rows == was.Rows ? "and are not the same now" : $"and are {found.Rows} now"));
            }
        }
    }

    // Its digest stands for what was there. Older days may be kept: one of which an invoice is not paid stays.
    async Task CheckForgotten(SealedDay day, PartDigest was)
    {
        if (was.Rows > 0 && !await KeptDays.WasForgotten(connection, day.Day))
            _found.Add($"the inquiries of day {day.Day:yyyy-MM-dd} are gone, and were not forgotten");
    }
}
