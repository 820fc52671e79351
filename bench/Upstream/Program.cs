using Periksa.Bench.Upstream;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

var app = builder.Build();
var provider = new Provider();
app.MapPost("/api/account-inquiry", provider.AnswerSento);
app.MapPost("/openapi/v1.0/access-token/b2b", Provider.GiveToken);
app.MapPost("/openapi/v1.0/account-inquiry-external", provider.AnswerSnap);

// For the bench alone.
app.MapPost("/release", provider.Release);
app.MapGet("/asked", () => provider.Asked);
await app.RunAsync();
