namespace Periksa.Bills.Tests;

public class PayerNameTests
{
    [Theory]
    [InlineData("Siti Contoh, S.Pd.", "SITI CONTOH SPD")]
    [InlineData("Nu'man", "NUMAN")]
    [InlineData("Nu’man", "Nu`man")]
    [InlineData("  Ani\tContoh ", "ani-contoh")]
    [InlineData("Zoë", "ZOË")]
    public void Is_the_same_however_it_is_written(string one, string other) =>
        Assert.Equal(PayerName.Fold(one), PayerName.Fold(other));

    [Theory]
    [InlineData("Ani Contoh", "Budi Contoh")]
    [InlineData("Ani 1", "Ani 2")]
    [InlineData("Zoe", "Zoë")]
    [InlineData("-", ".")]
    [InlineData("王小明", "王小朋")]
    public void Is_another_where_a_letter_is(string one, string other) =>
        Assert.NotEqual(PayerName.Fold(one), PayerName.Fold(other));
}
