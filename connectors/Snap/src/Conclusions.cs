using Periksa.Inquiries;
using Periksa.Wire.Snap;

namespace Periksa.Connectors.Snap;

/// <summary>Concludes from an answer what the bank said. Only an explicit yes is yes, and an explicit no is
/// no.</summary>
/// <param name="isExpectedNameSent">True if an answer's name may be but the echo of the one that was expected.</param>
internal sealed class Conclusions(
    SnapRouteOptions options, BankCodes banks, References references, bool isExpectedNameSent)
{
    const int NameLengthMaximum = 255;
    const int HandleLengthMaximum = 255;

    readonly CodeMap _codes = new(options);

    /// <summary>The sense of an answer to a question.</summary>
    public SnapOutcome Sort(int status, AnswerFields? fields)
    {
        var outcome = _codes.Of(status, fields?.Code);
        return fields is null ? outcome : Weigh(outcome, fields, options.IsStatusMandatory);
    }

    /// <summary>The sense of a callback. It may have no code, and then its status has to be there.</summary>
    public SnapOutcome Sort(AnswerFields fields) => fields switch
    {
        { Code: { } code } => Weigh(_codes.Of(code), fields, options.IsStatusMandatory),
        { Code: null, CodeText: { } word } => Weigh(_codes.Of(word), fields, options.IsStatusMandatory),
        _ => Weigh(SnapOutcome.Found, fields, isStatusMandatory: true),
    };

    /// <summary>The reply to a question.</summary>
    public BankReply Reply(SnapOutcome outcome, AnswerFields? fields, BankQuestion question)
    {
        if (references.AreSent
            && fields?.Reference is { } reference
            && references.Find(reference) != question.Id)
        {
            return new BankReply.Unclear();   // an answer to another question
        }

        var expected = isExpectedNameSent ? question.Intent?.ExpectedName : null;
        return Say(outcome, fields, expected) with { About = About(fields, question.Account) };
    }

    /// <summary>The reply in a callback; which account was asked about is not known there.</summary>
    public BankReply Reply(SnapOutcome outcome, AnswerFields fields)
    {
        var reply = Say(outcome, fields);
        return reply is BankReply.NotAsked
            ? new BankReply.Unclear()   // somebody has been asked
            : reply with { About = About(fields, asked: null) };
    }

    /// <param name="expected">The name that was sent as the one that the caller expects; <c>null</c> for none.</param>
    BankReply Say(SnapOutcome outcome, AnswerFields? fields, string? expected = null) => outcome switch
    {
        SnapOutcome.Found => IsName(fields?.Name) && !Same(fields?.Name, expected)
            ? Found(fields!)
            : new BankReply.Unclear(),
        SnapOutcome.NotFound => HolderNames.IsBlank(fields?.Name)
            ? new BankReply.NotFound(AccountAbsence.Unknown)
            : new BankReply.Unclear(),   // the name of nobody
        SnapOutcome.Closed => new BankReply.NotFound(AccountAbsence.Closed),
        SnapOutcome.Dormant => new BankReply.NotFound(AccountAbsence.Dormant),
        SnapOutcome.Blocked => new BankReply.NotFound(AccountAbsence.Blocked),
        SnapOutcome.Pending => new BankReply.Pending(fields?.Name),
        SnapOutcome.Failed => new BankReply.Failed(),
        SnapOutcome.Unclear => new BankReply.Unclear(),
        SnapOutcome.Misconfigured => NotAsked(RouteFault.Misconfigured, fields),
        SnapOutcome.Busy => NotAsked(RouteFault.Busy, fields),
        SnapOutcome.TokenRefused => NotAsked(RouteFault.Misconfigured, fields),
        SnapOutcome.ExternalIdUsed => new BankReply.Unclear(),
        SnapOutcome.ReferenceUsed => options.Late is LateMode.None ? new BankReply.Unclear() : new BankReply.Pending(),
    };

    BankReply.Found Found(AnswerFields fields) => new(fields.Name!)
    {
        CutAt = fields.Name!.Length == options.NameLength ? options.NameLength : null,
        Handle = fields.Handle is { } handle && SnapHeaders.IsVisible(handle, HandleLengthMaximum)
            ? new(handle, options.HandleLifetime)
            : null,
    };

    // A yes and a "later" are weighed with what else is said; a no and a fault stand alone.
    SnapOutcome Weigh(SnapOutcome said, AnswerFields fields, bool isStatusMandatory)
    {
        if (said is not (SnapOutcome.Found or SnapOutcome.Pending))
            return said;

        var status = Sense(fields.Status, options.Statuses, isStatusMandatory && said is SnapOutcome.Found, said);
        if (said is SnapOutcome.Pending)
            return status is SnapOutcome.Pending ? said : SnapOutcome.Unclear;

        return status is SnapOutcome.Found
            ? Sense(fields.AccountStatus, options.AccountStatuses, isMandatory: false, said)
            : status;
    }

    // A word that is not on the list is unclear.
    static SnapOutcome Sense(
        string? word, IReadOnlyDictionary<string, SnapOutcome> words, bool isMandatory, SnapOutcome otherwise) =>
        word is not null ? words.GetValueOrDefault(word) : isMandatory ? SnapOutcome.Unclear : otherwise;

    BankAccount? About(AnswerFields? fields, BankAccount? asked)
    {
        var number = fields?.Number ?? asked?.Number;
        var bank = (fields?.BankCode is { } theirs ? banks.Ours(theirs, asked?.BankCode) : null) ?? asked?.BankCode;
        return number is not null && bank is not null ? new(bank, number) : null;
    }

    // The standard's hundred characters are not everybody's; what cannot be a name is taken for none, and so is one
    // that may be but the echo of ours.
    bool IsName(string? name) =>
        !HolderNames.IsBlank(name) && name!.Length <= NameLengthMaximum && !name.Any(char.IsControl)
        && !Same(name, options.SentName)
        && !(isExpectedNameSent && Same(name, options.Values.GetValueOrDefault(Questions.ExpectedName)));

    static bool Same(string? name, string? sent) =>
        name is not null && name.Equals(sent?.Trim(), StringComparison.OrdinalIgnoreCase);

    // In the standard's words, and not in the provider's, which may hold anything.
    static BankReply.NotAsked NotAsked(RouteFault fault, AnswerFields? fields) => new(
        fault,
        fields?.Code is { } code
            ? $"{code.Value} {code.Message.Split('[', '{')[0]}".TrimEnd()   // without the place of its details
            : "HTTP 429 without a code");
}
