namespace Periksa.Wire.Snap.Finder;

/// <summary>A sender's departure from the standard. <see cref="SignatureMistakes.Advice"/> has a sentence for each,
/// which says what to do.</summary>
public enum SignatureMistake
{
    // How the signature is written.
    SignatureInHex,
    SignatureInBase64Url,
    SignatureHexInBase64,
    SignatureMisspelt,

    // What it was made with.
    OtherHash,
    HashWithoutKey,
    SecretDecodedFromBase64,
    SecretDecodedFromHex,
    SecretWithWhiteSpace,
    OtherCredential,
    AsymmetricForSymmetric,
    SymmetricForAsymmetric,
    PssPadding,
    DigestedTwice,

    // The body.
    BodyNotMinified,
    BodySpaceDroppedInStrings,
    BodySlashesEscaped,
    BodyNonAsciiEscaped,
    BodyHtmlEscaped,
    BodyEscapesUndone,
    BodyNumbersRewritten,
    BodyKeysSorted,
    BodyPrettyPrinted,
    BodyRewritten,
    BodyEmptyAsBraces,
    BodyTakenForEmpty,
    BodyForDigest,
    BodyByteOrderMark,
    BodyLineEndings,
    BodyOtherEncoding,
    DigestUpperCase,
    DigestInBase64,
    OtherDigest,

    // The target and the method.
    TargetWithoutPrefix,
    TargetWithHost,
    TargetWithoutQuery,
    TargetQuerySorted,
    TargetDecoded,
    TargetEncoded,
    TargetSlash,
    TargetCase,
    OtherPath,
    MethodCase,
    OtherMethod,

    // The token, the client id and the timestamp.
    TokenWithScheme,
    TokenMissing,
    TokenEmpty,
    TokenIncluded,
    OtherClientId,
    TimestampForm,
    OtherTimestamp,

    // The text as a whole.
    OtherSeparator,
    OtherOrder,
    PartMissing,
    TextWithNewline,
    TokenEndpointText,
    ServiceText,
}
