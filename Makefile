# The two commands. What they set up is in packaging/setup/, and lands outside this tree.
.PHONY: run test stress bench measured servers pins

run: ## open the window (with no screen: its tour); FILE=article.md opens that
	@packaging/setup/run.sh $(FILE)

test: ## run every check and test; ARGS="-k word" goes to pytest
	@packaging/setup/test.sh $(ARGS)

stress: ## the long runs, of which `make test` has a short version
	@packaging/setup/test.sh --stress $(ARGS)

bench: ## write docs/speed.md: how fast it is, beside ReText and ghostwriter; ARGS="start keys-5k"
	@packaging/setup/bench.sh $(ARGS)

measured: ## write docs/measured.md from a run of the adapters' contract
	@packaging/setup/test.sh --measured tests/contract

servers: ## how long all servers of the tests take to start, from nothing and again
	@packaging/setup/test.sh --servers

pins: ## write the requirements files anew from pyproject.toml
	@packaging/setup/pins.sh $(ARGS)
