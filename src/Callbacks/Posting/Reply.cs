using System.Net.Sockets;

namespace Periksa.Callbacks.Posting;

/// <summary>The outcome of posting: the receiver's status, or why there is none.</summary>
readonly record struct Reply(int? Status, string? Error)
{
    public static Reply NoUrl { get; } = Failed("no URL is registered");

    public static Reply BadUrl { get; } = Failed("the URL is none that can be posted to");

    public static Reply Late { get; } = Failed("no answer in time");

    /// <summary>Something broke on our side.</summary>
    public static Reply Broken { get; } = Failed("it could not be signed or sent");

    /// <summary>The host stopped meanwhile.</summary>
    public static Reply Interrupted { get; } = Failed("this host stopped");

    public static Reply Answered(int status) => new(status, null);

    /// <summary>In words of our own: an exception's may quote anything.</summary>
    public static Reply Of(HttpRequestException e) => Failed(e switch
    {
        { InnerException: ForbiddenAddressException } => "the address is not public",
        { InnerException: SocketException inner } => Word(inner.SocketErrorCode),
        { InnerException: OperationCanceledException } => "no connection in time",
        { HttpRequestError: HttpRequestError.SecureConnectionError } => "no secure connection: see its certificate",
        { HttpRequestError: HttpRequestError.ResponseEnded } => "the connection was closed without an answer",
        { HttpRequestError: HttpRequestError.InvalidResponse } => "the answer is no HTTP",
        { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => "the answer's headers are too long",
        _ => "the connection broke",
    });

    static string Word(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "the connection was refused",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "the name has no address",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "the address cannot be reached",
        SocketError.TimedOut => "no connection in time",
        _ => "the connection broke",
    };

    static Reply Failed(string error) => new(null, error);
}
