namespace Periksa.Connectors.SingaPay.Tests;

/// <summary>Answers as the vendor's page shows them, of the order that is sent here.</summary>
static class Samples
{
    public const string Pending = """
        {
          "response_code": "SP000",
          "response_message": "Successfully",
          "data": {
            "transaction_id": "331222025121209092460774035",
            "reference_number": "0f1e2d3c4b5a8978a6b5c4d3e2f10011",
            "transaction_status": {
              "code": "03",
              "desc": "Pending"
            },
            "post_timestamp": "1765505364000",
            "processed_timestamp": null,
            "bank": {
              "code": "BRI",
              "account_name": "Cengkal Marpaung",
              "account_number": "1234567890000"
            },
            "gross_amount": {
              "currency": "IDR",
              "value": "51000.00"
            },
            "fee": {
              "name": "Transfer Fee",
              "value": "1000.00",
              "currency": "IDR"
            },
            "net_amount": {
              "currency": "IDR",
              "value": "50000.00"
            },
            "balance_after": {
              "value": "1000000.00",
              "currency": "IDR"
            },
            "notes": "sometimes"
          }
        }
        """;

    public static readonly string Failed = Of("06", "Failed");

    public static readonly string Success = Of("00", "Success");

    public const string Found = """
        {"response_code":"SP000","response_message":"Successfully","data":{"bank_code":"002","status":"valid",
        "bank_name":"BRI","bank_number_code":"002","bank_swift_code":"BRINIDJA","bank_account_number":"1234567890000",
        "bank_account_name":"Cengkal Marpaung"}}
        """;

    public static string Of(string code, string desc) => Pending
        .Replace("\"03\"", $"\"{code}\"", StringComparison.Ordinal)
        .Replace("\"Pending\"", $"\"{desc}\"", StringComparison.Ordinal)
        .Replace(
            "\"processed_timestamp\": null", "\"processed_timestamp\": \"1765505964000\"", StringComparison.Ordinal);
}
