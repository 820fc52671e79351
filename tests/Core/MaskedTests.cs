using FsCheck;
using FsCheck.Fluent;

namespace Periksa.Tests;

public class MaskedTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("1", "*")]
    [InlineData("12341234", "********")]   // four of eight would be half of it
    [InlineData("123412345", "*****2345")]
    [InlineData("200531000000017985", "**************7985")]
    public void Shows_the_end_of_a_long_account_number(string number, string shown) =>
        Assert.Equal(shown, Masked.Account(number));

    [Fact]
    public void Never_shows_more_than_four_digits_or_half_a_number() =>
        Prop.ForAll<NonEmptyString>(text =>
        {
            var shown = Masked.Account(text.Get);
            var clear = shown.AsSpan().TrimStart('*').Length;
            return shown.Length == text.Get.Length && clear <= 4 && clear * 2 <= text.Get.Length;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("", "")]
    [InlineData("John Doe", "J*** D**")]
    [InlineData("H. Muhammad Rizky Pratama", "H* M******* R**** P******")]
    [InlineData("A Yani", "* Y***")]   // a single letter would be the whole word
    [InlineData("\U0001F600x Budi", "*** B***")]   // half a character is no letter
    [InlineData("Siti  Nurhaliza ", "S***  N******** ")]
    public void Shows_the_first_letter_of_every_longer_word_of_a_name(string name, string shown) =>
        Assert.Equal(shown, Masked.Name(name));
}
