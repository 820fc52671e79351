using Periksa.Tests.Postgres;

[assembly: AssemblyFixture(typeof(TestServer))]

// Some of these measure how late something is: one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
