using Microsoft.AspNetCore.Http;

namespace Periksa.Tests.Support;

/// <summary>Does to a caller what providers have been seen to do.</summary>
public static class Misbehaviour
{
    const int PieceBytes = 64 * 1024;

    static readonly TimeSpan Drip = TimeSpan.FromMilliseconds(50);

    /// <summary>Says nothing until the caller has gone.</summary>
    public static Task Hang(HttpContext http) => Task.Delay(Timeout.Infinite, http.RequestAborted);

    /// <summary>Says a body byte by byte.</summary>
    public static Func<HttpContext, Task> Trickle(string body) => async http =>
    {
        http.Response.ContentType = "application/json";
        foreach (var one in body)
        {
            await http.Response.WriteAsync(one.ToString(), http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
            await Task.Delay(Drip, http.RequestAborted);
        }
    };

    /// <summary>Begins a body and breaks the connection.</summary>
    public static Func<HttpContext, Task> Break(string begun) => async http =>
    {
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = begun.Length + 1;
        await http.Response.WriteAsync(begun);
        await http.Response.Body.FlushAsync();
        http.Abort();
    };

    /// <summary>Sends spaces for as long as the caller takes them.</summary>
    /// <param name="bytes">How many it has when it ends.</param>
    /// <param name="sent">Is told after each piece how many have been sent.</param>
    public static Func<HttpContext, Task> Flood(long bytes, Action<long> sent) => async http =>
    {
        var piece = new byte[PieceBytes];
        Array.Fill(piece, (byte)' ');
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = bytes;
        for (var done = 0L; done < bytes; done += piece.Length)
        {
            var taken = await http.Response.BodyWriter.WriteAsync(piece, http.RequestAborted);
            if (taken.IsCompleted)
                return;   // whatever is written after the caller has gone is taken for sent, too

            sent(done + piece.Length);
        }
    };
}
