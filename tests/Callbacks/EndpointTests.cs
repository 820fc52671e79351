using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Periksa.Callbacks.Tests;

/// <summary>What receivers may do to the courier.</summary>
public sealed class EndpointTests : IAsyncLifetime
{
    readonly PostOffice _office = new();

    public ValueTask InitializeAsync() => _office.InitializeAsync();

    public ValueTask DisposeAsync() => _office.DisposeAsync();

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Are_not_followed_where_they_send_the_courier(int status)
    {
        await using var elsewhere = await Receiver.Open();
        await using var receiver = await Receiver.Open();
        receiver.Answer = http =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.Location = elsewhere.Url;
            return Task.CompletedTask;
        };

        var delivery = await TryOnce(receiver.Url);

        Assert.Equal((DeliveryState.Waiting, status), (delivery.State, delivery.Attempts[0].Status));
        Assert.Empty(elsewhere.Received);
    }

    /// <summary>What is signed is the text.</summary>
    [Theory]
    [InlineData("/a/../b/%7Euser/./c?x=%2e&y=a%2Fb", "/a/../b/%7Euser/./c?x=%2e&y=a%2Fb")]
    [InlineData("/told#never-sent", "/told")]
    [InlineData("?only=query", "/?only=query")]
    [InlineData("", "/")]
    [InlineData("/toko maju", "/toko%20maju")]
    public async Task Are_called_by_the_very_text_that_is_registered(string registered, string target)
    {
        await using var receiver = await Receiver.Open();

        await TryOnce(receiver.Url + registered);

        Assert.Equal(target, Assert.Single(receiver.Received).Target);
    }

    [Fact]
    public async Task Are_called_without_the_environment_s_proxy()
    {
        await using var proxy = await Receiver.Open();
        await using var receiver = await Receiver.Open();
        var usual = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new WebProxy(proxy.Url);
        try
        {
            using var anybody = new HttpClient();
            await anybody.GetAsync(receiver.Url);
            Assert.Single(proxy.Received);

            await TryOnce(receiver.Url);
        }
        finally
        {
            HttpClient.DefaultProxy = usual;
        }

        Assert.Single(proxy.Received);
        Assert.Single(receiver.Received);
    }

    [Fact]
    public async Task Get_no_cookie_back()
    {
        await using var receiver = await Receiver.Open();
        receiver.Answer = http =>
        {
            http.Response.Cookies.Append("who", "you");
            return Task.CompletedTask;
        };

        var first = await TryOnce(receiver.Url);
        Assert.Equal(DeliveryState.Delivered, first.State);
        await _office.Attempted(await _office.Write(), 1);

        Assert.Equal(2, receiver.Received.Count);
        Assert.All(receiver.Received, one => Assert.DoesNotContain("Cookie", one.Headers.Keys));
    }

    [Fact]
    public async Task That_never_answer_have_failed_when_the_time_is_up()
    {
        using var hole = new Hole();
        var delivery = await TryOnce(hole.Url);

        Assert.Equal((null, "no answer in time"), (delivery.Attempts[0].Status, delivery.Attempts[0].Error));
        Assert.InRange(delivery.Attempts[0].Milliseconds, 1900, 3500);
    }

    [Fact]
    public async Task Whose_name_leads_nowhere_have_failed()
    {
        var delivery = await TryOnce("http://nobody.invalid/");
        Assert.Contains(delivery.Attempts[0].Error, new[] { "the name has no address", "no answer in time" });
    }

    [Fact]
    public async Task That_answer_without_end_have_answered()
    {
        await using var receiver = await Receiver.Open();
        receiver.Answer = async http =>
        {
            while (!http.RequestAborted.IsCancellationRequested)
                await http.Response.WriteAsync(new string('x', 4096), http.RequestAborted);
        };

        var delivery = await TryOnce(receiver.Url);
        Assert.Equal(DeliveryState.Delivered, delivery.State);
        Assert.InRange(delivery.Attempts[0].Milliseconds, 0, 1000);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", "the answer is no HTTP")]
    [InlineData("", "the connection was closed without an answer")]
    public async Task That_speak_no_HTTP_have_failed(string answer, string error)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = Task.Run(async () =>
        {
            using var caller = await listener.AcceptTcpClientAsync();
            await caller.GetStream().ReadAtLeastAsync(new byte[1], 1);
            await caller.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer));
            caller.Client.Shutdown(SocketShutdown.Send);
            await Task.Delay(200);
        });

        var delivery = await TryOnce($"http://{listener.LocalEndpoint}/");
        await answering;
        Assert.Equal(error, delivery.Attempts[0].Error);
    }

    [Fact]
    public async Task Whose_certificate_nobody_vouches_for_get_nothing_and_name_no_further_call()
    {
        await using var issuer = await Receiver.Open();
        await using var receiver = await Receiver.Open(Certificate(issuer: new($"{issuer.Url}/ca.crt")));
        issuer.Received.Clear();   // the receiver itself asks for the rest of its chain when it opens

        var delivery = await TryOnce(receiver.Url.Replace("127.0.0.1", "localhost"));

        Assert.Equal("no secure connection: see its certificate", delivery.Attempts[0].Error);
        Assert.Empty(receiver.Received);
        Assert.Empty(issuer.Received);
    }

    // Signed by somebody who is not there, and whose own certificate is said to lie elsewhere.
    static X509Certificate2 Certificate(Uri issuer)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(
            new X509AuthorityInformationAccessExtension(ocspUris: null, caIssuersUris: [issuer.AbsoluteUri]));

        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());

        var (from, to) = (TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        using var signed = request.Create(
            new X500DistinguishedName("CN=Nobody"),
            X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1), from, to, [1]);
        return signed.CopyWithPrivateKey(key);
    }

    async Task<DeliveryReport> TryOnce(string url)
    {
        await _office.Register(new(PostOffice.Toko), url);
        await _office.Start(PostOffice.Impatient);
        var id = await _office.Write();
        _office.Bell.Ring();
        return await _office.Attempted(id, 1);
    }
}
