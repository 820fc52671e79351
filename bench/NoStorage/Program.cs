using Periksa;
using Periksa.Bench.NoStorage;
using Periksa.Callbacks;
using Periksa.Connectors.Sandbox;
using Periksa.Dialects.Sento;
using Periksa.Inquiries;
using Periksa.Invoicing;
using Periksa.Partners;
using Periksa.Sandbox;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,
    EnvironmentName = Environments.Production,
    ContentRootPath = AppContext.BaseDirectory,
});

builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
builder.Logging.AddFilter("Microsoft", LogLevel.Warning);

var world = new WorldInMemory(World.Read());
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<ICredentials>(world).AddSingleton<ISandboxDirectory>(world);
builder.Services.AddSingleton<IInquiryLog, Forgetful>();
builder.Services.AddSingleton<IOpenInquiries, Forgetful>().AddSingleton<IQuestionLedger, Forgetful>();
builder.Services.AddSingleton<IVirtualAccounts, Forgetful>();
builder.Services.AddSingleton<IOutboxSignal, Forgetful>();
builder.Services.AddSingleton<IMissBudgets, Forgetful>().AddSingleton<IMissAccounts, Forgetful>();
builder.Services.AddSingleton<ISharedClock, Forgetful>();
builder.Services.AddSingleton<IInvoices, Forgetful>();
builder.Services.AddSingleton<IThrottle, Throttle>().AddSingleton<ILeniency, Forgetful>();
builder.Services.AddSingleton<BankLookups>().AddSingleton<CallbackComposer>().AddSingleton<FollowUps>();
builder.Services.AddSingleton<IAccountInquiries, AccountInquiries>();
builder.Services.AddSingleton<IConnector, SandboxBank>();

var app = builder.Build();
new SentoDialect().Map(app);
await app.RunAsync();
