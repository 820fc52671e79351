using Periksa.Tests.Postgres;

[assembly: AssemblyFixture(typeof(TestServer))]

// Stories kill servers and measure seconds: one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
