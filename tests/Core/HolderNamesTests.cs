using FsCheck;
using FsCheck.Fluent;

namespace Periksa.Tests;

public class HolderNamesTests
{
    static readonly Arbitrary<string> Names = (
        from words in Gen.Elements(
            "SITI", "NURHALIZA", "BUDI", "SANTOSO", "MUHAMMAD", "RIZKY", "PT", "SUMBER", "MAKMUR", "D'ARCY")
            .ListOf(4)
        where words.Count > 0
        select string.Join(' ', words)).ToArbitrary();

    [Theory]
    [InlineData("Siti Nurhaliza", "SITI NURHALIZA")]
    [InlineData("SITI NURHALIZA", "SITINURHALIZA")]
    [InlineData("H. Muhammad Rizky, S.E.", "H MUHAMMAD RIZKY SE")]
    [InlineData("NUR'AINI", "NURAINI")]
    [InlineData("José", "JOSE")]
    [InlineData("José", "Jos\u00c9")]
    [InlineData("BU**********", "BUDI")]
    [InlineData("MUHAMMAD RIZKY PRAT", "MUHAMMAD RIZKY PRATAMA")]   // cut at 19
    [InlineData("MUHAMMADRI", "MUHAMMAD RIZKY PRATAMA")]   // cut at 10
    [InlineData("BUDI", "BUDI SANTOSO")]   // cut at a word
    [InlineData("S*** N*****IZA", "SITI NURHALIZA")]
    [InlineData("SIXXXXXXXXXZA", "SITI NURHALIZA")]
    [InlineData("SI•• NURH•", "SITI NUR*****A")]
    [InlineData("B***", "BUDI SANTOSO")]
    [InlineData("**********", "BUDI SANTOSO")]
    [InlineData("-", "BUDI SANTOSO")]   // says nothing
    public void Agree_where_they_may_be_one_holders(string one, string other)
    {
        Assert.True(HolderNames.Agree(one, other));
        Assert.True(HolderNames.Agree(other, one));
    }

    [Theory]
    [InlineData("SITI NURHALIZA", "BUDI SANTOSO")]
    [InlineData("SITI NURHALIZA", "SITI NURHAYATI")]
    [InlineData("BUDI SANTOSO", "SANTOSO BUDI")]
    [InlineData("BUDI SAN", "BUDI SANTOSO")]   // nobody cuts so early
    [InlineData("BUD", "BUDI SANTOSO")]
    [InlineData("MUHAMMAD RIZKI PRAT", "MUHAMMAD RIZKY PRATAMA")]
    [InlineData("S*** N*****IZA", "BUDI SANTOSO")]
    [InlineData("S*** NURHAYATI", "SITI NURHALIZA")]
    [InlineData("B*** S*****A", "BUDI SANTOSO")]
    [InlineData("MAXX", "MAYA")]   // two of them are no mask
    [InlineData("NUR", "NUR'AINI")]   // an apostrophe ends no word
    [InlineData("A", "B")]
    public void Do_not_agree_where_they_are_surely_not(string one, string other)
    {
        Assert.False(HolderNames.Agree(one, other));
        Assert.False(HolderNames.Agree(other, one));
    }

    [Fact]
    public void Agree_with_themselves_however_they_are_written_cut_or_masked() =>
        Prop.ForAll(Names, ArbMap.Default.ArbFor<NonNegativeInt>(), (name, number) =>
        {
            var place = number.Get % name.Length;
            return HolderNames.Agree(name, name.ToUpperInvariant())
                && HolderNames.Agree(name, name.Replace(" ", "", StringComparison.Ordinal))
                && HolderNames.Agree(name, name[..place] + "*" + name[(place + 1)..])
                && HolderNames.Agree(name, name[..place] + "***")
                && HolderNames.Agree(name, Masked.Name(name))
                && (name[..place].Count(char.IsLetter) < 10 || HolderNames.Agree(name, name[..place]))
                && HolderNames.Agree(name, name.Split(' ')[0]);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Agree_both_ways_or_neither() =>
        Prop.ForAll(Names, Names, (one, other) =>
            HolderNames.Agree(one, other) == HolderNames.Agree(other, one)).QuickCheckThrowOnFailure();

    [Fact]
    public void Do_not_agree_where_a_letter_is_another() =>
        Prop.ForAll(Names, ArbMap.Default.ArbFor<NonNegativeInt>(), (name, number) =>
        {
            var places = Enumerable.Range(0, name.Length).Where(i => char.IsLetter(name[i])).ToArray();
            var place = places[number.Get % places.Length];
            return !HolderNames.Agree(name, name[..place] + "Q" + name[(place + 1)..]);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Are_compared_whatever_they_are() =>
        Prop.ForAll<string, string>((one, other) =>
            HolderNames.Agree(one ?? "", other ?? "") || true).QuickCheckThrowOnFailure();

    [Fact]
    public void Are_compared_quickly_however_long_they_are() =>
        Assert.True(HolderNames.Agree(new string('A', 100_000), new string('A', 90_000) + "*"));
}
