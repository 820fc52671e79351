[assembly: AssemblyFixture(typeof(Periksa.Tests.Postgres.TestServer))]
