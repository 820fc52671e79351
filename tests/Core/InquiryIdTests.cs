using FsCheck;
using FsCheck.Fluent;

namespace Periksa.Tests;

public class InquiryIdTests
{
    [Fact]
    public void Names_the_day_it_was_made_for() =>
        Prop.ForAll(Arbitrary.Moments, moment =>
            new InquiryId(Guid.CreateVersion7(moment)).Day == BusinessDay.Of(moment))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Theory]
    [InlineData("01958626-1e7f-7000-8000-000000000000", 2025, 3, 11)]   // 16:59:59.999Z
    [InlineData("01958626-1e7f-7fff-bfff-ffffffffffff", 2025, 3, 11)]
    [InlineData("01958626-1e80-7000-8000-000000000000", 2025, 3, 12)]   // 17:00:00.000Z
    public void Reads_its_day_from_its_milliseconds_alone(string id, int year, int month, int day) =>
        Assert.Equal(new DateOnly(year, month, day), new InquiryId(Guid.Parse(id)).Day);

    [Fact]
    public void Is_written_in_lower_case_with_hyphens() =>
        Assert.Equal(
            "01958626-1e80-7abc-8def-0123456789ab",
            new InquiryId(Guid.Parse("019586261E807ABC8DEF0123456789AB")).ToString());
}
