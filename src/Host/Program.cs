using Periksa.Dialects.Sento;
using Periksa.Host;
using Periksa.Sandbox;

return await Launch.Guarded(async () =>
{
    var builder = Settings.Builder(args);
    var mode = Settings.Mode(builder.Configuration);
    Settings.RefusePublicAddresses(builder.Configuration, mode);

    await using var database = await builder.OpenDatabase();

    builder.AddTelemetry();
    builder.AddStore(database, mode);
    builder.AddEngine();
    builder.AddConnectors(mode);
    builder.AddHealth();

    await using var app = builder.Build();

    app.UseProxies();
    app.MapHealth();
    app.MapSento();
    if (mode is Mode.Sandbox)
        app.MapSandbox();

    await app.Prepare(mode);
    await app.StartAsync();
    Banner.Show(app, mode);
    await app.WaitForShutdownAsync();
});
