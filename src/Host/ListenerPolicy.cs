using Microsoft.AspNetCore.Routing.Matching;
using Periksa.Host.Api;

namespace Periksa.Host;

/// <summary>To whom a path is served.</summary>
enum Side
{
    /// <summary>Whoever calls. What is not marked is theirs.</summary>
    Callers,

    Operators,

    Both,
}

/// <summary>Marks a path.</summary>
sealed record ServedTo(Side Side);

/// <summary>Marks paths that a sandbox serves to whoever has a good key, wherever they come from.</summary>
sealed record OpensToKeys;

/// <summary>Has a path that is served to somebody else not exist, whatever its methods: what is left is looked at as
/// if it had never been mapped.</summary>
sealed class ListenerPolicy(OperatorListener listener, ApiGuard guard) : MatcherPolicy, IEndpointSelectorPolicy
{
    /// <summary>Before all others.</summary>
    public override int Order => int.MinValue;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) =>
        listener.IsApart || endpoints.Any(endpoint => Of(endpoint) is not Side.Callers);

    public async Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        bool? isKnown = null;   // asked once, and only where it matters
        for (var i = 0; i < candidates.Count; i++)
        {
            if (!candidates.IsValidCandidate(i) || listener.Serves(httpContext, Of(candidates[i].Endpoint)))
                continue;

            if (listener.MaySignIn(httpContext, Of(candidates[i].Endpoint))
                && candidates[i].Endpoint.Metadata.GetMetadata<OpensToKeys>() is not null
                && (isKnown ??= await guard.Knows(httpContext)))
            {
                continue;
            }

            candidates.SetValidity(i, false);
        }
    }

    static Side Of(Endpoint endpoint) => endpoint.Metadata.GetMetadata<ServedTo>()?.Side ?? Side.Callers;
}
