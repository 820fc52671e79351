using Periksa.Dialects.IFortepay;
using Periksa.Dialects.IpgBiller;
using Periksa.Dialects.IpgChannel;
using Periksa.Dialects.Paydia;
using Periksa.Dialects.Sento;
using Periksa.Dialects.SingaPay;
using Periksa.Host;
using Periksa.Sandbox;

return await Launch.Guarded(async interrupted =>
{
    if (Seal.IsAsked(args))
    {
        Seal.Run(args);
        return;
    }

    if (Prove.IsAsked(args))
    {
        await Prove.Run(args, interrupted);
        return;
    }

    var builder = Settings.Builder(args);
    var mode = Settings.Mode(builder.Configuration);
    Settings.RefusePublicAddresses(builder.Configuration, mode);

    await using var database = await builder.OpenDatabase(interrupted);

    builder.AddTelemetry();
    builder.AddStore(database, mode);
    builder.AddEngine();
    builder.AddConnectors(mode);
    builder.AddCallbacks(mode);
    builder.AddHealth();

    await using var app = builder.Build();

    app.UseProxies();
    app.MapHealth();
    app.MapSento();
    app.MapIFortepay();
    app.MapPaydia();
    app.MapSingaPay();
    app.MapIpgChannel();
    app.MapIpgBiller();
    if (mode is Mode.Sandbox)
        app.MapSandbox();

    await app.Prepare(mode);
    await app.StartAsync(interrupted);
    Banner.Show(app, mode);
    await app.WaitForShutdownAsync(interrupted);
});
