using System.Net.Sockets;
using System.Text;

namespace Periksa.EndToEnd.Tests;

/// <summary>What came back, or nothing where the server just hung up.</summary>
public sealed record RawReply(int Status, string Head, string Body)
{
    public static RawReply None { get; } = new(0, "", "");
}

/// <summary>Sends bytes as they are: a client that tidied them up would leave nothing to be hostile with.</summary>
public static class RawHttp
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <param name="hangsUp">Whether nothing more comes after these bytes, however much they promised.</param>
    public static async Task<RawReply> Send(HostProcess host, byte[] bytes, bool hangsUp = false)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var client = new TcpClient();
        await client.ConnectAsync(host.Address.Host, host.Address.Port, patience.Token);
        var answer = new MemoryStream();

        try
        {
            var stream = client.GetStream();
            await stream.WriteAsync(bytes, patience.Token);
            if (hangsUp)
                client.Client.Shutdown(SocketShutdown.Send);

            await stream.CopyToAsync(answer, patience.Token);
        }
        catch (IOException)
        {
            // It may stop listening before it has heard everything; what it said before counts.
        }

        return Parse(Encoding.UTF8.GetString(answer.ToArray()));
    }

    static RawReply Parse(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return end < 0
            ? RawReply.None
            : new(int.Parse(text.Split(' ')[1]), text[..end], text[(end + 4)..]);
    }
}
