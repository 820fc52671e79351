using Microsoft.AspNetCore.Http;

namespace Periksa.Dialects.Ipg;

/// <summary>One of the wire's two sides, with its codes for what goes wrong before anything is asked.</summary>
/// <param name="Dialect">As its credentials have it.</param>
/// <param name="Title">The name that people call it by.</param>
internal sealed record Side(string Dialect, string Title)
{
    public required Code PathNotFound { get; init; }

    public required Code MethodNotAllowed { get; init; }

    public required Code JsonOnly { get; init; }

    public required Code BodyTooLarge { get; init; }

    public required Code CallerUnknown { get; init; }

    public required Code AddressNotRegistered { get; init; }

    public required Code BodyMalformed { get; init; }

    public required Code Failed { get; init; }
}

/// <summary>Knows the callers of one side.</summary>
internal interface ICallers
{
    /// <summary>The active caller that the request says it is from; <c>null</c> for none, and why is noted.</summary>
    Credential? Find(HttpContext http);

    /// <summary>Says why the request is not proved to be that caller's, or <c>null</c> where it is.</summary>
    Code? FindFault(HttpContext http, Credential caller, ReadOnlyMemory<byte> body);
}
