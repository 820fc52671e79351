using FsCheck;
using FsCheck.Fluent;

namespace Periksa.Tests;

/// <summary>Values for laws to be tried on.</summary>
static class Arbitrary
{
    const int Days = 300 * 365;

    /// <summary>Amounts of either sign, small and enormous; two of them can be added.</summary>
    public static Arbitrary<Money> Amounts { get; } =
        Gen.OneOf(Gen.Choose(-10_000, 10_000).Select(minor => (long)minor), Enormous())
            .Select(minor => new Money(minor, Currency.Idr))
            .ToArbitrary();

    /// <summary>Moments from 1970 to 2270, half of them within a few milliseconds of a midnight in Jakarta.</summary>
    public static Arbitrary<DateTimeOffset> Moments { get; } = Gen.OneOf(Anywhen(), AroundMidnight()).ToArbitrary();

    static Gen<long> Enormous() =>
        from wide in ArbMap.Default.GeneratorFor<DoNotSize<long>>()
        select wide.Item / 2;

    static Gen<DateTimeOffset> Anywhen() =>
        from day in Gen.Choose(0, Days)
        from millisecond in Gen.Choose(0, 24 * 60 * 60 * 1000 - 1)
        select DateTimeOffset.UnixEpoch.AddDays(day).AddMilliseconds(millisecond);

    static Gen<DateTimeOffset> AroundMidnight() =>
        from day in Gen.Choose(0, Days)
        from millisecond in Gen.Choose(-2, 2)
        from tick in Gen.Choose(-2, 2)
        select DateTimeOffset.UnixEpoch.AddDays(day).AddHours(17).AddMilliseconds(millisecond).AddTicks(tick);
}
