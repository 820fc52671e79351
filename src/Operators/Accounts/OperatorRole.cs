using Periksa.Operators.Keys;

namespace Periksa.Operators.Accounts;

/// <summary>What an operator is there for.</summary>
public enum OperatorRole
{
    /// <summary>Looks, at everything but personal data and secrets.</summary>
    Viewer,

    /// <summary>Changes what the verbs change, and may see personal data.</summary>
    Operator,

    /// <summary>Says who else may come in, besides.</summary>
    Admin,
}

/// <summary>Roles as they are written, and what they allow.</summary>
public static class OperatorRoles
{
    /// <summary>All of them, for help and errors.</summary>
    public const string Known = "viewer, operator, admin";

    public static Scopes Scopes(this OperatorRole role) => role switch
    {
        OperatorRole.Viewer => Keys.Scopes.Read,
        OperatorRole.Operator => Keys.Scopes.Read | Keys.Scopes.Reveal | Keys.Scopes.Operate,
        OperatorRole.Admin => Keys.Scopes.All,
    };

    public static string Word(this OperatorRole role) => role switch
    {
        OperatorRole.Viewer => "viewer",
        OperatorRole.Operator => "operator",
        OperatorRole.Admin => "admin",
    };

    /// <returns>The role, or why this word is none.</returns>
    public static (OperatorRole Role, Refusal? Refusal) Read(string word) => word switch
    {
        "viewer" => (OperatorRole.Viewer, null),
        "operator" => (OperatorRole.Operator, null),
        "admin" => (OperatorRole.Admin, null),
        _ => (default, Refusal.Invalid($"'{Words.Shown(word)}' is no role: there are {Known}.")),
    };
}
