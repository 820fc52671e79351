using System.Security.Cryptography;
using static Periksa.Wire.Snap.Finder.SignatureMistake;

namespace Periksa.Wire.Snap.Finder;

/// <summary>Names the known mistake that explains a signature that was refused.</summary>
/// <remarks>
/// It tries what senders are known to do, one mistake or two together, and compares the outcome with what was
/// received. What the signature should have been is neither returned nor kept, so that the answer can be shown to the
/// sender. It admits nobody: a request that it explains stays refused.
/// <para>
/// The work is bounded: at most <see cref="TriesMaximum"/> texts are hashed, a body is rewritten up to 1 MiB in all,
/// and each public key is applied once. For a usual request that is some 30 ms where nothing explains it, and far less
/// where something does; a body of 64 KiB doubles it. A host that asks for every refused request should count them
/// first.
/// </para>
/// </remarks>
public static class SignatureFinder
{
    /// <summary>Number of texts that are hashed for one request, at most.</summary>
    public const int TriesMaximum = 5000;

    // Of the same partner; further ones are not looked at.
    const int CredentialsMaximum = 8;

    /// <summary>Returns the explanation of a service request's signature; <c>null</c> for one that is right, and for
    /// one that nothing known explains.</summary>
    public static Finding? Find(RefusedRequest request)
    {
        if (Spelling.Read(request.Signature) is not { } spelling)
            return null;

        var drafts = new ServiceDrafts(request);
        var isSymmetric = request.Token is not null;
        var bytes = spelling.Bytes;
        return Find(spelling, [
            .. Hmacs(bytes, request.Secret, request.OtherSecrets, drafts.Symmetric, isSymmetric),
            .. Rsas(bytes, request.PublicKey, request.OtherPublicKeys, drafts.Asymmetric, !isSymmetric),
        ]);
    }

    /// <summary>Returns the explanation of the signature of a request for an access token; <c>null</c> for one that
    /// is right, and for one that nothing known explains.</summary>
    public static Finding? Find(RefusedTokenRequest request)
    {
        if (Spelling.Read(request.Signature) is not { } spelling)
            return null;

        var draft = TokenDraft.Of(request);
        var bytes = spelling.Bytes;
        return Find(spelling, [
            .. Rsas(bytes, request.PublicKey, request.OtherPublicKeys, draft, isExpected: true),
            .. Hmacs(bytes, request.Secret, [], draft, isExpected: false),
        ]);
    }

    /// <summary>Returns the explanation of a signature that is not this callback's, for one who should have computed
    /// it; <c>null</c> for one that is right, and for one that nothing known explains.</summary>
    public static Finding? Find(ReceivedCallback callback)
    {
        if (Spelling.Read(callback.Signature) is not { } spelling)
            return null;

        var draft = CallbackDraft.Of(callback);
        return Find(spelling, Hmacs(spelling.Bytes, callback.Secret, [], draft, isExpected: true));
    }

    static Finding? Find(Spelling spelling, IEnumerable<Proof> proofs)
    {
        // The right way first, then those with one mistake.
        var ordered = proofs.OrderBy(proof => proof.Mistakes.Count).ToArray();
        var search = new Search(ordered, spelling.Mistake, TriesMaximum);
        return search.Run() is { Length: > 0 } mistakes ? new(mistakes, search.Signed) : null;
    }

    static IEnumerable<Proof> Hmacs(
        byte[] signature,
        ReadOnlyMemory<byte> secret,
        IReadOnlyList<ReadOnlyMemory<byte>> others,
        Draft draft,
        bool isExpected)
    {
        if (!Hashes.HasLength(signature.Length))
            yield break;

        List<SignatureMistake> always = isExpected ? [] : [SymmetricForAsymmetric];
        if (signature.Length is not HMACSHA512.HashSizeInBytes)
            always.Add(OtherHash);

        if (!secret.IsEmpty)
        {
            yield return new HmacProof(signature, secret, draft, always);
            foreach (var (key, mistake) in SecretVariants.Of(secret))
                yield return new HmacProof(signature, key, draft, [.. always, mistake]);
        }

        foreach (var other in others.Take(CredentialsMaximum).Where(other => !other.IsEmpty))
            yield return new HmacProof(signature, other, draft, [.. always, OtherCredential]);

        yield return new HashProof(signature, draft, [.. always, HashWithoutKey]);
    }

    static IEnumerable<Proof> Rsas(
        byte[] signature, RSA? key, IReadOnlyList<RSA> others, Draft draft, bool isExpected)
    {
        foreach (var one in others.Take(CredentialsMaximum).Prepend(key))
        {
            if (one is null || RsaBlock.Open(one, signature) is not { } block)
                continue;

            List<SignatureMistake> mistakes = isExpected ? [] : [AsymmetricForSymmetric];
            if (one != key)
                mistakes.Add(OtherCredential);

            if (block.IsPss)
                mistakes.Add(PssPadding);

            if (block.Algorithm != HashAlgorithmName.SHA256)
                mistakes.Add(OtherHash);

            yield return new RsaProof(block, IsDigestedTwice: false, draft, mistakes);
            yield return new RsaProof(block, IsDigestedTwice: true, draft, [.. mistakes, DigestedTwice]);
        }
    }
}
