namespace Periksa;

/// <summary>Why a bank would not pay into an account.</summary>
public enum AccountAbsence
{
    Unknown,
    Closed,
    Dormant,
}
