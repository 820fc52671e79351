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
    CallbackVerb.Verb(),
    RouteVerb.Verb(),
    RemarkVerb.Verb(),
    Savings.Verb(),
    Why.Verb(),
    Forget.Verb());
