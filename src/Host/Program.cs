using Periksa.Host;
using Periksa.Host.Verbs;

return await CommandLine.Run(
    args,
    Serve.Verb(),   // also without a word
    Migrate.Verb(),
    Check.Verb(),
    Prove.Verb(),
    Restored.Verb(),
    Seal.Verb(),
    Reseal.Verb(),
    PartnerVerb.Verb(),
    CredentialVerb.Verb(),
    CallbackVerb.Verb(),
    TermVerbs.PriceVerb(),
    TermVerbs.FeeVerb(),
    DepositVerbs.DepositVerb(),
    DepositVerbs.AccountVerb(),
    InvoiceVerb.Verb(),
    RouteVerb.Verb(),
    DisbursementVerb.Verb(),
    RemarkVerb.Verb(),
    BillVerb.Verb(),
    PrefixVerb.Verb(),
    LockVerb.Verb(),
    Savings.Verb(),
    InquiryVerb.Verb(),
    Why.Verb(),   // as it was called before
    AuditVerb.Verb(),
    ApiKeyVerb.Verb(),
    OperatorVerb.Verb(),
    Forget.Verb(),
    TokenVerb.Verb(),
    InquireVerb.Verb(),
    SignVerb.Verb(),
    ListenVerb.Verb(),
    ExplainVerb.Verb(),
    SandboxVerb.Verb());
