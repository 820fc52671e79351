using System.Text;

namespace Periksa.Wire.Snap.Tests;

public class ServiceSignatureTests
{
    [Fact]
    public void Is_the_one_that_a_large_provider_published()
    {
        const string body =
            """{"partnerReferenceNo":"2020102900000000000001","amount":{"value":"12345678.00","currency":"IDR"},"""
            + """
            "feeAmount":{"value":"12345678.00","currency":"IDR"},"merchantId":"00007100010926",
            """
            + """
            "terminalId":"213141251124","validityPeriod":"2009-07-03T12:08:56-07:00"}
            """;

        var signature = ServiceSignature.Sign(
            "myclientsecret"u8,
            new("POST", "/v1.0/qr/qr-mpm-generate", Encoding.UTF8.GetBytes(body), "2024-03-05T10:37:16.196Z"),
            token: "myaccesstoken");

        Assert.Equal(
            "wmzT7yjg1SxxCsxNsFgCR9SYXiZGGbceF6fV8xe97sAMHxZ+7OEBMIBmvb6Sj6GcksGp3iv77DiomgSbcST3XQ==", signature);
    }
}
