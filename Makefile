# What a newcomer types. Everything else is in CONTRIBUTING.md.

CONFIGURATION ?= Release

.PHONY: run build test soak accept screenshots bench cluster prove dist clean

run: build          ## Build, start with a private database, and serve http://127.0.0.1:8080
	@CONFIGURATION=$(CONFIGURATION) exec ./periksa

build: postgresql
	@echo "Building (the first time takes about a minute) …"
	@if [ -t 1 ]; then shown='-v minimal -tl:on'; else shown='-v quiet -clp:ErrorsOnly'; fi; \
	dotnet build src/Host -c $(CONFIGURATION) -graph $$shown -nologo -p:RunAnalyzers=false

test: postgresql    ## Run every test but those that soak; starts and stops the PostgreSQL it needs
	@scripts/test.sh

soak: postgresql    ## Run the fault tests that take minutes, one after the other
	@scripts/test.sh soak

accept: postgresql  ## Rewrite the goldens' replies; review the diff
	@for room in dialects/*/tests; do ACCEPT=1 dotnet test --project $$room -c $(CONFIGURATION) || exit 1; done

screenshots: postgresql ## Take the documents' pictures of the console anew
	@scripts/packages.sh "Pictures are taken with what is not here" chromium
	@SCREENSHOTS=1 dotnet test --project tests/Browser -c $(CONFIGURATION) -- --filter-class '*.PictureTests'

bench: postgresql   ## Measure against peers in one run, or AGAINST=commit; writes the table in bench/README.md
	@AGAINST='$(AGAINST)' scripts/bench.sh

cluster: postgresql ## Kill parts of a cluster under load, and count what it had acknowledged
	@scripts/cluster.sh

prove: build        ## Derive every balance, invoice and disbursement anew; print the differences, fail if there are any
	@CONFIGURATION=$(CONFIGURATION) ./periksa prove

dist:               ## Publish a folder that needs no .NET, and a tar of it with its digest, under artifacts/dist
	@scripts/dist.sh

.PHONY: postgresql
postgresql:
	@scripts/postgresql.sh

clean:
	@rm -rf artifacts
