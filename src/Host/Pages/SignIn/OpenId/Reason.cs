namespace Periksa.Host.Pages.SignIn.OpenId;

/// <summary>Why it came to nothing, as a log line may tell it.</summary>
static class Reason
{
    const int LengthMaximum = 300;

    /// <summary>The innermost reason, shortened, in one line: some of it is a stranger's text.</summary>
    public static string Of(Exception e) =>
        new([.. e.GetBaseException().Message.Take(LengthMaximum).Select(one => char.IsControl(one) ? ' ' : one)]);

    /// <summary>True where the provider could not be asked.</summary>
    public static bool IsOfAbsence(Exception e)
    {
        for (var inner = e; inner is not null; inner = inner.InnerException)
        {
            if (inner is HttpRequestException or IOException or OperationCanceledException)
                return true;
        }

        return false;
    }
}
