using System.Text.Json;
using Npgsql;
using Periksa.Bench.Plain;

var builder = WebApplication.CreateBuilder(args);
builder.Logging.AddFilter("Microsoft", LogLevel.Warning);   // as the project template's appsettings.json has it

builder.Services.ConfigureHttpJsonOptions(json =>
    json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower);

var database = NpgsqlDataSource.Create(builder.Configuration.GetConnectionString("Plain")!);
builder.Services.AddSingleton(database);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton(await Partners.Read(database));
builder.Services.AddSingleton(await Payers.Read(database));

var app = builder.Build();
app.MapPost("/api/account-inquiry", Inquiry.Ask);
app.MapPost("/api/v2.0/disbursement/{account_id}/inquiry-status", StatusInquiry.Ask);
app.MapPost("/api/v2/ch/inquiry", BillInquiry.Ask);
await app.RunAsync();
