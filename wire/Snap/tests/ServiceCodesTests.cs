namespace Periksa.Wire.Snap.Tests;

public class ServiceCodesTests
{
    [Fact]
    public void Run_from_1_to_81()
    {
        Assert.Equal(Enumerable.Range(1, 81), ServiceCodes.All.Select(entry => entry.Code));
        Assert.All(ServiceCodes.All, entry => Assert.Same(entry, ServiceCodes.Find(entry.Code)));
    }

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(82)]
    [InlineData(int.MaxValue)]
    public void End_there(int code) => Assert.Null(ServiceCodes.Find(code));

    [Fact]
    public void Are_found_by_how_a_path_ends() =>
        Assert.All(ServiceCodes.All, entry =>
        {
            Assert.Same(entry, ServiceCodes.FindByPath(entry.Path));
            Assert.Same(entry, ServiceCodes.FindByPath($"/snap/v1.0{entry.Path}?a=/otp"));
        });

    [Fact]
    public void Have_paths_of_which_none_ends_with_another() =>
        Assert.All(ServiceCodes.All, one => Assert.Single(
            ServiceCodes.All, other => one.Path.EndsWith(other.Path, StringComparison.Ordinal)));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("?/otp")]
    [InlineData("otp")]
    [InlineData("/OTP")]
    [InlineData("/otp/")]
    [InlineData("/snap/v1.0/account-inquiry")]
    [InlineData("/snap/v1.0/xotp")]
    [InlineData("/v1.0/inquiry")]
    public void Are_not_guessed(string path) => Assert.Null(ServiceCodes.FindByPath(path));

    [Fact]
    public void Name_the_services_that_rooms_serve()
    {
        Assert.Equal("/account-inquiry-external", ServiceCodes.Find(ServiceCodes.AccountInquiryExternal)?.Path);
        Assert.Equal("/emoney/bank-account-inquiry", ServiceCodes.Find(ServiceCodes.BankAccountInquiry)?.Path);
        Assert.Equal("/access-token/b2b", ServiceCodes.Find(ServiceCodes.AccessTokenB2B)?.Path);
        Assert.All(ServiceCodes.All, entry => Assert.StartsWith("API ", entry.Name, StringComparison.Ordinal));
        Assert.All(ServiceCodes.All, entry => Assert.Contains(entry.Method, new[] { "GET", "POST", "PUT", "DELETE" }));
    }
}
