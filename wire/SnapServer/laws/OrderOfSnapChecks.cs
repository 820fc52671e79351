using Periksa.Tests.Support;
using Periksa.Wire.Snap;

namespace Periksa.Wire.SnapServer.Laws;

/// <summary>Of two things that are wrong with a request, the one earlier in this table is answered.</summary>
public abstract class OrderOfSnapChecks(SnapSubject subject)
{
    public enum Fault
    {
        Method,
        HeaderMissing,
        MediaType,
        HeaderMalformed,
        BodyTooLarge,
        CallerUnknown,
        CallerInactive,
        HeaderBeyondLetter,
        TokenExpired,
        TimestampFar,
        SignatureWrong,
        AddressElsewhere,
        TooFast,
        TooManyMisses,
        BodyMalformed,
        FieldMissing,
        FieldMalformed,
        Refused,
    }

    static readonly Fault[] OfQuestions = [Fault.TokenExpired, Fault.TooManyMisses, Fault.FieldMissing, Fault.Refused];

    public static TheoryData<Fault, Fault> OfQuestion() => Pairs(Enum.GetValues<Fault>());

    public static TheoryData<Fault, Fault> OfToken() => Pairs([.. Enum.GetValues<Fault>().Except(OfQuestions)]);

    [Theory, MemberData(nameof(OfQuestion))]
    public async Task Holds_of_a_question_for(Fault earlier, Fault later)
    {
        var said = await Ask([earlier, later], Question);
        Assert.Equal(Text(Expected(earlier, later)), said);
    }

    [Theory, MemberData(nameof(OfToken))]
    public async Task Holds_of_a_token_for(Fault earlier, Fault later)
    {
        var said = await Ask([earlier, later], Token);
        Assert.Equal(Text(Expected(subject.TokenCodes, earlier)), said);
    }

    // A service that draws on no miss budget does not mind one that is spent.
    SnapCode Expected(Fault earlier, Fault later)
    {
        var heard = earlier is Fault.TooManyMisses && !subject.SpendsMisses ? later : earlier;
        return heard is Fault.TooManyMisses && !subject.SpendsMisses
            ? subject.Codes.Successful
            : Expected(subject.Codes, heard);
    }

    async Task<string> Ask(Fault[] faults, Func<Fault[], SnapLetter> write)
    {
        var answerer = subject.Answerer();
        if (faults.Contains(Fault.Refused))
            answerer.RefuseKeys();

        await using var host = await SnapHost.Open(
            subject,
            callers: credential => Change(credential, faults),
            answerer: answerer,
            hasty: faults.Contains(Fault.TooFast) ? [SnapCallers.Usual] : [],
            curious: faults.Contains(Fault.TooManyMisses) ? [SnapCallers.Usual] : []);

        return (await host.Send(write(faults))).Said;
    }

    SnapCode Expected(SnapCodes codes, Fault fault) => fault switch
    {
        Fault.Method => codes.MethodNotAllowed,
        Fault.HeaderMissing => codes.MissingField.Naming(MissingHeader(codes)),
        Fault.MediaType => codes.MediaTypeNotSupported,
        Fault.HeaderMalformed => codes.InvalidFormat.Naming("X-SIGNATURE"),
        Fault.BodyTooLarge => codes.BodyTooLarge,
        Fault.CallerUnknown or Fault.CallerInactive => codes.UnknownClient,
        Fault.HeaderBeyondLetter => codes.InvalidFormat.Naming("X-TIMESTAMP"),
        Fault.TokenExpired => codes.TokenExpired,
        Fault.TimestampFar => codes.TimestampNotNear,
        Fault.SignatureWrong => codes.SignatureNotValid,
        Fault.AddressElsewhere => codes.AddressNotRegistered,
        Fault.TooFast or Fault.TooManyMisses => codes.TooManyRequests,
        Fault.BodyMalformed => codes.UnreadableBody,
        Fault.FieldMissing => codes.MissingField.Naming(subject.Missing.Field),
        Fault.FieldMalformed => codes.InvalidFormat.Naming(IsToken(codes) ? "grantType" : subject.Malformed.Field),
        Fault.Refused => codes.Conflict,
    };

    SnapLetter Token(Fault[] faults)
    {
        var grant = faults.Contains(Fault.FieldMalformed) ? "password" : "client_credentials";
        var letter = SnapLetter.Token(subject)
            .Saying($$"""{"grantType":"{{grant}}"}""")
            .With("X-CLIENT-KEY", faults.Contains(Fault.CallerUnknown) ? "nobody" : SnapCallers.Usual);

        return Spoilt(letter, faults, MissingHeader(subject.TokenCodes));
    }

    SnapLetter Question(Fault[] faults)
    {
        var token = faults.Contains(Fault.TokenExpired) ? ScriptedAccessTokens.Expired : ScriptedAccessTokens.Valid;
        var letter = SnapLetter.Question(subject)
            .Saying(Body(faults))
            .With("X-PARTNER-ID", faults.Contains(Fault.CallerUnknown) ? "nobody" : SnapCallers.Usual)
            .With("Authorization", "Bearer " + token);

        return Spoilt(letter, faults, MissingHeader(subject.Codes));
    }

    string Body(Fault[] faults)
    {
        if (faults.Contains(Fault.FieldMissing))
            return subject.Missing.Body;

        return faults.Contains(Fault.FieldMalformed) ? subject.Malformed.Body : subject.Body;
    }

    // What goes wrong with both in the same way; signed before what a signature does not cover is spoilt.
    SnapLetter Spoilt(SnapLetter letter, Fault[] faults, string missing)
    {
        var isFar = faults.Contains(Fault.TimestampFar);
        var stamp = faults.Contains(Fault.HeaderBeyondLetter) ? subject.LaxStamp : subject.Stamp;
        letter = letter.With("X-TIMESTAMP", isFar ? stamp.Replace("2026", "2025", StringComparison.Ordinal) : stamp);

        if (faults.Contains(Fault.BodyMalformed))
            letter = letter with { Body = [.. letter.Body, (byte)','] };

        // White space after the body is not signed.
        var signed = letter.Body;
        if (faults.Contains(Fault.BodyTooLarge))
            letter = letter with { Body = [.. signed, .. Enumerable.Repeat((byte)' ', Http.Body.LimitBytes)] };

        letter = letter.Sign(body: signed);

        if (faults.Contains(Fault.SignatureWrong))
            letter = letter.With("X-SIGNATURE", "none");

        if (faults.Contains(Fault.HeaderMalformed))
            letter = letter.With("X-SIGNATURE", new string('A', 2049));

        if (faults.Contains(Fault.MediaType))
            letter = letter.With("Content-Type", "text/plain");

        if (faults.Contains(Fault.HeaderMissing))
            letter = letter.Without(missing);

        return faults.Contains(Fault.Method) ? letter with { Method = "PUT" } : letter;
    }

    static Credential Change(Credential credential, Fault[] faults)
    {
        if (faults.Contains(Fault.AddressElsewhere))
            credential = SnapCallers.Elsewhere(credential);

        return credential with
        {
            Partner = new(credential.Partner.Id, Active: !faults.Contains(Fault.CallerInactive))
            {
                IsStrict = faults.Contains(Fault.HeaderBeyondLetter),
            },
        };
    }

    bool IsToken(SnapCodes codes) => codes.Service == subject.TokenCodes.Service;

    string MissingHeader(SnapCodes codes) => IsToken(codes) ? "X-CLIENT-KEY" : "CHANNEL-ID";

    static string Text(SnapCode code) => $"{code.Value} {code.Message}";

    static TheoryData<Fault, Fault> Pairs(Fault[] faults)
    {
        var pairs = new TheoryData<Fault, Fault>();
        foreach (var earlier in faults)
        {
            foreach (var later in faults.Where(fault => fault >= earlier))
                pairs.Add(earlier, later);
        }

        return pairs;
    }
}
