using System.Net;
using Periksa.Partners;

namespace Periksa.Tests;

public class AdmissionTests
{
    static readonly IPAddress Office = IPAddress.Parse("203.0.113.7");
    static readonly IPAddress Elsewhere = IPAddress.Parse("198.51.100.1");

    static readonly Credential Toko = new(new("sento"), new("tokomaju"), new(new("toko-maju"), Active: true))
    {
        Addresses = [IPNetwork.Parse("203.0.113.0/24")],
    };

    [Theory]
    [InlineData(null)]
    [InlineData(Unadmitted.NotActive)]
    [InlineData(Unadmitted.AddressNotRegistered)]
    [InlineData(Unadmitted.TooManyRequests)]
    [InlineData(Unadmitted.TooManyMisses)]
    public void Says_the_first_of_all_that_is_wrong(Unadmitted? first)
    {
        var caller = Toko with { Partner = Toko.Partner with { Active = first is not Unadmitted.NotActive } };
        var admission = new Admission(
            new Throttle(admits: first is null or Unadmitted.TooManyMisses),
            new Budgets(ofPartner: first is null, ofCredential: true));

        var from = first is Unadmitted.NotActive or Unadmitted.AddressNotRegistered ? Elsewhere : Office;
        Assert.Equal(first, admission.Refuse(caller, from, AsksAbout.BankAccount));
    }

    [Theory]
    [InlineData(AsksAbout.Own, false, false, true)]
    [InlineData(AsksAbout.BankAccount, false, true, false)]
    [InlineData(AsksAbout.BankAccount, true, false, true)]
    [InlineData(AsksAbout.VirtualAccount, false, true, true)]
    [InlineData(AsksAbout.VirtualAccount, true, false, false)]
    public void Looks_at_the_budget_that_would_pay(
        AsksAbout about, bool partnerHas, bool credentialHas, bool isAdmitted)
    {
        var admission = new Admission(new Throttle(admits: true), new Budgets(partnerHas, credentialHas));
        Assert.Equal(isAdmitted, admission.Refuse(Toko, Office, about) is null);
    }

    [Fact]
    public void Counts_nothing_of_a_caller_from_elsewhere()
    {
        var throttle = new Throttle(admits: true);
        new Admission(throttle, new Budgets(ofPartner: true, ofCredential: true))
            .Refuse(Toko, Elsewhere, AsksAbout.BankAccount);
        Assert.Equal(0, throttle.Asked);
    }

    sealed class Throttle(bool admits) : IThrottle
    {
        public int Asked { get; private set; }

        public bool Admits(Partner partner, DialectName dialect)
        {
            Asked++;
            return admits;
        }
    }

    /// <param name="ofPartner">Whether the partner has a miss left.</param>
    sealed class Budgets(bool ofPartner, bool ofCredential) : IMissBudgets
    {
        public bool IsSpent(Partner partner) => !ofPartner;

        public bool IsSpent(Credential credential) => !ofCredential;
    }
}
