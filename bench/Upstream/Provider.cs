using System.Text.Json;
using System.Text.Json.Nodes;

namespace Periksa.Bench.Upstream;

/// <summary>Knows everybody, and takes its time.</summary>
sealed class Provider
{
    const string Holder = "John Doe";

    static readonly TimeSpan Takes = TimeSpan.FromMilliseconds(20);

    long _asked;
    volatile bool _isReleased;

    /// <summary>Questions so far.</summary>
    public long Asked => Interlocked.Read(ref _asked);

    /// <summary>From now on SNAP is answered with a name; until then with "later".</summary>
    public void Release() => _isReleased = true;

    public async Task<IResult> AnswerSento(HttpRequest request)
    {
        var question = await Hear(request);
        return Results.Json(new JsonObject
        {
            ["status"] = new JsonObject { ["code"] = "000", ["message"] = "Success" },
            ["bank_code"] = Text(question, "bank_code"),
            ["account_number"] = Text(question, "account_number"),
            ["account_name"] = Holder,
        });
    }

    public static IResult GiveToken() => Results.Json(new JsonObject
    {
        ["responseCode"] = "2007300",
        ["responseMessage"] = "Successful",
        ["accessToken"] = "bench",
        ["tokenType"] = "BearerToken",
        ["expiresIn"] = "86400",
    });

    public async Task<IResult> AnswerSnap(HttpRequest request)
    {
        var question = await Hear(request);
        if (!_isReleased)
            return Results.Json(Snap("2021600", "Request In Progress", question), statusCode: 202);

        var answer = Snap("2001600", "Successful", question);
        answer["beneficiaryAccountName"] = Holder;
        answer["beneficiaryAccountNo"] = Text(question, "beneficiaryAccountNo");
        answer["beneficiaryBankCode"] = Text(question, "beneficiaryBankCode");
        return Results.Json(answer);
    }

    async Task<JsonElement> Hear(HttpRequest request)
    {
        Interlocked.Increment(ref _asked);
        using var question = await JsonDocument.ParseAsync(request.Body);
        await Task.Delay(Takes);
        return question.RootElement.Clone();
    }

    static JsonObject Snap(string code, string message, JsonElement question) => new()
    {
        ["responseCode"] = code,
        ["responseMessage"] = message,
        ["partnerReferenceNo"] = Text(question, "partnerReferenceNo"),
    };

    static string Text(JsonElement question, string name) => question.GetProperty(name).GetString()!;
}
