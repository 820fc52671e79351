var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

using var upstream = new HttpMessageInvoker(new SocketsHttpHandler
{
    UseProxy = false,
    AllowAutoRedirect = false,
    UseCookies = false,
    ActivityHeadersPropagator = null,
});
var address = builder.Configuration["Upstream"]!.TrimEnd('/');

var app = builder.Build();
app.Run(Forward);
await app.RunAsync();

async Task Forward(HttpContext http)
{
    using var request = new HttpRequestMessage(new(http.Request.Method), address + http.Request.Path)
    {
        Content = new StreamContent(http.Request.Body),
    };
    foreach (var (name, values) in http.Request.Headers)
    {
        if (name is not "Host" && !request.Headers.TryAddWithoutValidation(name, [.. values]))
            request.Content.Headers.TryAddWithoutValidation(name, [.. values]);
    }

    using var response = await upstream.SendAsync(request, http.RequestAborted);
    http.Response.StatusCode = (int)response.StatusCode;
    http.Response.ContentType = response.Content.Headers.ContentType?.ToString();
    http.Response.ContentLength = response.Content.Headers.ContentLength;
    await response.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
}
