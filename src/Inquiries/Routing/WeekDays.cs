namespace Periksa.Inquiries.Routing;

/// <summary>Days of the week as a number: Monday is 1, Tuesday 2, Wednesday 4, and so on.</summary>
public static class WeekDays
{
    public static IReadOnlySet<DayOfWeek> Of(int bits) =>
        Enum.GetValues<DayOfWeek>().Where(day => (bits & Bit(day)) != 0).ToHashSet();

    public static int Bits(IEnumerable<DayOfWeek> days) => days.Aggregate(0, (bits, day) => bits | Bit(day));

    static int Bit(DayOfWeek day) => 1 << (((int)day + 6) % 7);
}
