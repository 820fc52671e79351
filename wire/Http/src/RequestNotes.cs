using Microsoft.AspNetCore.Http;

namespace Periksa.Wire.Http;

/// <summary>Notes on a request, learnt while it was served, for whoever tells its developer.</summary>
public sealed class RequestNotes
{
    /// <summary>The partner that the caller says it is; <c>null</c> where that is nobody.</summary>
    public string? Partner { get; private set; }

    /// <summary>The dialect's code that refused it; <c>null</c> where nothing did.</summary>
    public string? Code { get; internal set; }

    /// <summary>The reason for the refusal, where more is known than the code says.</summary>
    public string? Reason { get; private set; }

    /// <summary>The advice on the refusal, where more is known than the code says.</summary>
    public string? Advice { get; private set; }

    /// <summary>The body as it came, as far as it was read.</summary>
    public ReadOnlyMemory<byte> Body { get; internal set; }

    /// <summary>True if the request is shown to whoever asks for recent ones, also when it is answered.</summary>
    internal bool IsKept { get; set; }

    public static RequestNotes Of(HttpContext http)
    {
        if (http.Features.Get<RequestNotes>() is { } known)
            return known;

        var notes = new RequestNotes();
        http.Features.Set(notes);
        return notes;
    }

    /// <param name="partner">Its id. Whether it is that partner may be known later, or never.</param>
    public void Name(string partner) => Partner = partner;

    /// <param name="reason">What is wrong, in a sentence of ours. It may tell what we saw, such as an address or how
    /// far off a clock is, and holds no text of the caller's and no secret.</param>
    /// <param name="advice">See <see cref="Refused"/>; <c>null</c> for what the code says.</param>
    public void Explain(string reason, string? advice = null) => (Reason, Advice) = (reason, advice);
}

/// <summary>That a reply refuses its request, and what a developer is told of it.</summary>
/// <param name="Code">The dialect's, e.g. <c>4011600</c>.</param>
/// <param name="Reason">What is wrong.</param>
/// <param name="Advice">What to do: one English sentence in ASCII of at most 300 characters that holds nothing the
/// caller wrote, and never a secret, a token or an expected signature.</param>
public sealed record Refused(string Code, string Reason, string Advice)
{
    /// <summary>The reason for the refusal, as a sentence.</summary>
    public string Reason { get; init; } = Sentence(Reason);

    /// <summary>The advice on the refusal, as a sentence.</summary>
    public string Advice { get; init; } = Sentence(Advice);

    static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";
}
