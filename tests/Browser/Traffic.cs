namespace Periksa.Browser.Tests;

/// <summary>What partners ask of a sandbox in a little while: most of it in order, some of it not.</summary>
static class Traffic
{
    /// <summary>Asks, pays and owes by several dialects, on a day after one that is billed.</summary>
    public static async Task Make(HostProcess host)
    {
        var (sento, warung) = (Sento.Toko(host), Sento.Warung(host));
        await sento.Inquire();
        await warung.Inquire("0123456789", "014");
        await new SandboxControls(host).AdvanceTo(days: 1, "10:00");

        for (var i = 0; i < 6; i++)
            await sento.Inquire();

        await sento.Inquire("0000000000");
        await sento.Inquire("9900000001");
        await new Sento(host.Client, "tokomaju", "not-the-key").Inquire();

        var snap = Snap.Toko(host, SnapDialect.IFortepay);
        await snap.Inquire();
        await snap.Inquire("9900000005");
        await Snap.Toko(host, SnapDialect.Paydia).Inquire();
        await Misled(host).Inquire();

        await SingaPay.At(host).Transfer("payout-1");
        await SingaPay.At(host).Transfer("payout-2", "9900000005");

        var ipg = Ipg.At(host);
        await ipg.Make("8673019000000001", "close", 25_000, "INV-PAID");
        await ipg.Make("8673019000000002", "close", 40_000, "INV-OWED");
        await ipg.Pay("8673019000000001", "bank-ref-1", "25000");
    }

    // Asks for its token rightly, and signs with another's secret.
    static Snap Misled(HostProcess host) =>
        new(host.Client, SnapPartner.Toko(SnapDialect.IFortepay) with { Secret = "not-the-secret" });
}
